using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Bus.Lanes;
using Bus.Telemetry;
using Bus.Testing;
using Bus.Testing.Actors;
using Bus.Testing.Processes;
using Bus.Tests.Lanes;
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
    [InlineData("hello")]
    [InlineData("wait")]
    [InlineData("LARGE")]
    public async Task A_trace_spans_the_sender_the_delivery_and_the_actor(string message)
    {
        const string Hocon = "bus.lanes.maximum-message-size = 1 MiB";
        var (near, far) = (Start("Near", Hocon), Start("Far", Hocon));
        far.System.ActorOf(Props.Create(() => new TraceActor()).WithMailbox("bus.traced-mailbox"), "trace");
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
            // It ends when the actor is done, which may be a moment after the answer.
            await Eventually.True("the activity of the actor has ended", () => _log.Find(root, "process /user/trace") is not null);
            var (send, deliver, process) = (_log.Find(root, "send /user/trace")!, _log.Find(root, "deliver /user/trace")!, _log.Find(root, "process /user/trace")!);
            Assert.Equal(
                [root.SpanId, send.SpanId, deliver.SpanId, ActivitySpanId.CreateFromString(answer[1])],
                [send.ParentSpanId, deliver.ParentSpanId, process.ParentSpanId, process.SpanId]);
            Assert.Equal([ActivityKind.Producer, ActivityKind.Consumer, ActivityKind.Consumer], [send.Kind, deliver.Kind, process.Kind]);
            Assert.Equal("/user/trace", deliver.GetTagItem("messaging.destination.name"));
            Assert.Equal(near.Address.ToString(), deliver.GetTagItem("bus.peer"));
        }
    }

    [Fact]
    public async Task It_spans_two_processes()
    {
        var near = Start("Near");
        var peer = await Keep(PeerProcess.Start("traces", "--directory", Folder, "--port", 0.ToString(CultureInfo.InvariantCulture), "--settings", "")).Listening();
        var target = near.Find(peer.Address!, "/user/trace");
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

    [Fact]
    public async Task What_has_no_trace_carries_none()
    {
        var (near, far) = (Start("Near"), Start("Far"));
        far.System.ActorOf(Props.Create(() => new TraceActor()).WithMailbox("bus.traced-mailbox"), "trace");
        for (var i = 0; i < 2; i++)
            Assert.Equal("none", await near.Find(far.Address, "/user/trace").Ask<string>("hello", Eventually.Patience));
    }
}
