using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Bus.Lanes;
using Bus.Telemetry;
using Bus.Testing;
using Bus.Testing.Actors;
using Bus.Testing.Processes;
using Bus.Tests.Lanes;
using Bus.Tests.Lanes.Actors;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Xunit;

namespace Bus.Tests.Telemetry;

/// <summary>Traces that go with messages from one system to another.</summary>
public sealed class TraceTests : LaneTests
{
    private static readonly ActivitySource Source = new("Bus.Tests");

    private readonly ActivityLog _log = new();
    private readonly TracerProvider _traces;

    public TraceTests() => _traces = Sdk.CreateTracerProviderBuilder().AddSource(BusTelemetry.SourceName, Source.Name).AddProcessor(_log).Build();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _traces.Dispose();
    }

    [Theory]
    [InlineData("hello", "on")]
    [InlineData("wait", "on")]
    [InlineData("LARGE", "on")]
    [InlineData("hello", "off")]
    [InlineData("wait", "off")]
    [InlineData("LARGE", "off")]
    public async Task A_trace_spans_the_sender_the_delivery_and_the_actor(string message, string lanes)
    {
        var hocon = $"akka.remote.ipc.maximum-frame-size = 1 MiB, bus.lanes.enabled = {lanes}";
        var (near, far) = (Start("Near", hocon), Start("Far", hocon));
        // The classic way, a message carries its trace once it is known that the peer can read it.
        await MessageBus.Get(near.System).WhenPeerUp("Far").WaitAsync(Eventually.Patience);
        far.System.ActorOf(Props.Create(() => new TraceActor()).WithMailbox("bus.traced-mailbox"), "trace");
        // What is large has no trace before it is known what the peer takes.
        if (lanes == "off")
            Assert.Equal("none", await near.Find(far.Address, "/user/trace").Ask<string>("hello", Eventually.Patience));
        // Also the first message, which waits for the lane to be opened and is sent by another thread.
        for (var i = 0; i < 3; i++)
        {
            Activity root;
            string[] answer;
            using (root = Source.StartActivity("root")!)
            {
                root.TraceStateString = "vendor=1";
                answer = (await near.Find(far.Address, "/user/trace").Ask<string>(
                    message == "LARGE" ? new string('L', 2 * LaneFormat.SliceBytes) : message, Eventually.Patience)).Split(' ');
            }

            Assert.Equal([root.TraceId.ToString(), "vendor=1"], [answer[0], answer[2]]);
            // It ends when the actor is done, which may be a moment after the answer; and the delivery may end after that.
            await Eventually.True("the activity of the actor has ended", () => _log.Find(root, "process /user/trace") is not null);
            await Eventually.True("that of the delivery too", () => _log.Find(root, "deliver /user/trace") is not null);
            var (send, deliver, process) = (_log.Find(root, "send /user/trace")!, _log.Find(root, "deliver /user/trace")!, _log.Find(root, "process /user/trace")!);
            Assert.Equal(
                [root.SpanId, send.SpanId, deliver.SpanId, ActivitySpanId.CreateFromString(answer[1])],
                [send.ParentSpanId, deliver.ParentSpanId, process.ParentSpanId, process.SpanId]);
            Assert.Equal([ActivityKind.Producer, ActivityKind.Consumer, ActivityKind.Consumer], [send.Kind, deliver.Kind, process.Kind]);
            Assert.Equal("/user/trace", deliver.GetTagItem("messaging.destination.name"));
            Assert.Equal(near.Address.ToString(), deliver.GetTagItem("bus.peer"));
        }
    }

    [Theory]
    [InlineData("on", "on")]
    [InlineData("on", "off")]
    [InlineData("off", "on")]
    [InlineData("off", "off")]
    public async Task It_spans_two_processes(string lanesHere, string lanesThere)
    {
        var near = Start("Near", "bus.lanes.enabled = " + lanesHere);
        var peer = await Keep(PeerProcess.Start(
            "traces", "--directory", Folder, "--port", 0.ToString(CultureInfo.InvariantCulture), "--settings", "bus.lanes.enabled = " + lanesThere)).Listening();
        await MessageBus.Get(near.System).WhenPeerUp("Peer").WaitAsync(Eventually.Patience);
        var target = near.Find(peer.Address!, "/user/trace");
        // What has waited for a lane that is refused then goes without its trace.
        Assert.Equal("none", await target.Ask<string>("hello", Eventually.Patience));
        using var root = Source.StartActivity("root")!;
        var answer = await target.Ask<string>("hello", Eventually.Patience);
        Assert.StartsWith(root.TraceId.ToString(), answer);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("wait")]
    public async Task A_local_Tell_goes_on_with_it_and_what_has_none_gets_none(string message)
    {
        var near = Start("Near");
        var actor = near.System.ActorOf(Props.Create(() => new TraceActor()).WithMailbox("bus.traced-mailbox"));
        // What is told before a top-level actor has its mailbox is handed over by another thread.
        Assert.Equal("none", await actor.Ask<string>("hello", Eventually.Patience));
        using (var root = Source.StartActivity("root")!)
            Assert.StartsWith(root.TraceId.ToString(), await actor.Ask<string>(message, Eventually.Patience));
        Assert.Equal("none", await actor.Ask<string>("hello", Eventually.Patience));
    }

    [Theory]
    [InlineData("on")]
    [InlineData("off")]
    public async Task What_has_no_trace_carries_none(string lanes)
    {
        var (near, far) = (Start("Near", "bus.lanes.enabled = " + lanes), Start("Far", "bus.lanes.enabled = " + lanes));
        far.System.ActorOf(Props.Create(() => new TraceActor()).WithMailbox("bus.traced-mailbox"), "trace");
        for (var i = 0; i < 2; i++)
            Assert.Equal("none", await near.Find(far.Address, "/user/trace").Ask<string>("hello", Eventually.Patience));
    }

    [Theory]
    [InlineData("on")]
    [InlineData("off")]
    public async Task It_goes_on_with_a_publication_and_through_a_service(string lanes)
    {
        var (near, far) = (Start("Near", "bus.lanes.enabled = " + lanes), Start("Far", "bus.lanes.enabled = " + lanes));
        await MessageBus.Get(near.System).WhenPeerUp("Far").WaitAsync(Eventually.Patience);
        var actor = far.System.ActorOf(Props.Create(() => new TraceActor()).WithMailbox("bus.traced-mailbox"), "trace");
        await MessageBus.Get(far.System).Subscribe("prices.eur", actor).WaitAsync(Eventually.Patience);
        await MessageBus.Get(far.System).Register("tracing", actor).WaitAsync(Eventually.Patience);
        var answers = new ConcurrentQueue<string>();
        var asking = near.System.ActorOf(Props.Create(() => new CollectingActor<string>(answers)));
        using var root = Source.StartActivity("root")!;
        MessageBus.Get(near.System).Publish("prices.eur", "hello", asking);
        await Eventually.True("it was told of", () => !answers.IsEmpty);
        Assert.StartsWith(root.TraceId.ToString(), Assert.Single(answers));
        Assert.StartsWith(root.TraceId.ToString(), await MessageBus.Get(near.System).Service("tracing").Ask<string>("hello", Eventually.Patience));
    }
}
