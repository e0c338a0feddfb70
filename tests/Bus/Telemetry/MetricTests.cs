using Akka.Actor;
using Akka.Event;
using Bus.Delivery;
using Bus.Telemetry;
using Bus.Testing;
using Bus.Testing.Lanes;
using Bus.Tests.Classic;
using Bus.Tests.Lanes;
using Bus.Tests.Lanes.Actors;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Xunit;

namespace Bus.Tests.Telemetry;

/// <summary>What is measured, as the SDK of OpenTelemetry reads it.</summary>
[Collection(Measured.Name)]
public sealed class MetricTests : LaneTests
{
    private const int Count = 500;

    private readonly List<MetricSnapshot> _exported = [];
    private readonly MeterProvider _meters;

    public MetricTests() => _meters = Sdk.CreateMeterProviderBuilder().AddMeter(BusTelemetry.MeterName).AddInMemoryExporter(_exported).Build();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _meters.Dispose();
    }

    [Theory]
    [InlineData("memfd", "on")]
    [InlineData("unix", "on")]
    [InlineData("memfd", "off")]
    [InlineData("unix", "off")]
    public async Task Messages_bytes_and_times_are_counted_by_peer_and_mechanism(string mechanism, string lanes)
    {
        // Names of their own: what is measured is measured of the whole process.
        var hocon = $"akka.remote.ipc.mechanism = {mechanism}, bus.lanes.enabled = {lanes}";
        var (near, far) = (Start($"Near-{mechanism}-{lanes}", hocon), Start($"Far-{mechanism}-{lanes}", hocon));
        await MessageBus.Get(near.System).WhenPeerUp(far.System.Name).WaitAsync(Eventually.Patience);
        var log = new SequenceLog();
        far.Sequence(log);
        var sender = Flood.Senders(near.System, 1)[0];
        var target = near.Find(far.Address, "/user/sequence");
        for (var i = 0; i < Count; i++)
            target.Tell(i, sender);
        await Eventually.True("all are there", () => log.Received == Count);
        // By lane counted after the delivery; the time is, in any case.
        await Eventually.True("all are counted", () => Read("messaging.client.consumed.messages", far, near, mechanism) is { } consumed && consumed.GetSumLong() >= Count);
        await Eventually.True("and timed", () =>
            Read("messaging.process.duration", far, near, mechanism)?.GetHistogramCount() == Read("messaging.client.consumed.messages", far, near, mechanism)?.GetSumLong());

        Assert.Equal(Count, Read("messaging.client.sent.messages", near, far, mechanism)!.Value.GetSumLong());
        // Without lanes, those that were sent before the association was there went over nothing yet.
        var early = Read("messaging.client.operation.duration", near, far, "none")?.GetHistogramCount() ?? 0;
        Assert.Equal(Count, early + (Read("messaging.client.operation.duration", near, far, mechanism)?.GetHistogramCount() ?? 0));
        Assert.InRange(early, 0, lanes == "on" ? 0 : Count);
        Assert.Equal(Count * sizeof(int), Read("bus.sent.bytes", near, far, mechanism)!.Value.GetSumLong());
        Assert.Equal(Count * sizeof(int), Read("bus.consumed.bytes", far, near, mechanism)!.Value.GetSumLong());
        Assert.Equal(0, Read("bus.queue.bytes", near, far, mechanism)!.Value.GetSumLong());
        Assert.InRange(Read("bus.wake_ups", near, far, mechanism)!.Value.GetSumLong(), 0, mechanism == "unix" ? 0 : int.MaxValue);
    }

    [Fact]
    public async Task What_Akka_sends_for_itself_is_no_message()
    {
        const string Hocon = "bus.lanes.enabled = off, akka.loglevel = DEBUG, akka.remote.log-sent-messages = on, akka.remote.watch-failure-detector.heartbeat-interval = 20 ms";
        var (near, far) = (Start("Watching", Hocon), Start("Watched", Hocon));
        far.Echo();
        await near.EchoAnswers(far.Address);
        var sent = Read("messaging.client.sent.messages", near, far, "memfd")!.Value.GetSumLong();
        var lines = near.Published<Debug>();
        near.System.ActorOf(Props.Create(() => new WatchingActor(near.Find(far.Address, "/user/echo"))));
        await Eventually.True("there were heartbeats", () => lines.Count(line => line.ToString().Contains("Heartbeat", StringComparison.Ordinal)) > 20);
        Assert.Equal(sent, Read("messaging.client.sent.messages", near, far, "memfd")!.Value.GetSumLong());
        Assert.Equal(0, Read("bus.dropped.messages", near, far, "memfd")?.GetSumLong() ?? 0);
    }

    [Fact]
    public async Task What_is_dropped_is_counted_too()
    {
        var (near, far) = (Start("Dropping"), Start("Dropped"));
        far.Echo();
        await near.EchoAnswers(far.Address);
        await near.IsOpenTo(far.Address);
        var recipient = (Akka.Remote.RemoteActorRef)near.Find(far.Address, "/user/echo");
        near.Lanes.Drops.Drop(new Outgoing("a", null, recipient), "a test");
        near.Lanes.Drops.Drop(new Outgoing("b", null, recipient), "a test");
        Assert.Equal(2, Read("bus.dropped.messages", near, far, "memfd")!.Value.GetSumLong());
    }

    [Fact]
    public async Task What_no_member_of_a_service_gets_is_counted_by_its_name()
    {
        var near = Start("Serving", "bus.services { buffer = 1, buffer-timeout = 1 h }");
        var service = MessageBus.Get(near.System).Service("nobody");
        for (var i = 0; i < 4; i++)
            service.Tell(i, ActorRefs.NoSender);
        await Eventually.True("all but the one that waits are counted", () =>
        {
            _exported.Clear();
            _meters.ForceFlush();
            return _exported.Where(metric => metric.Name == "bus.dropped.messages").SelectMany(metric => metric.MetricPoints).Cast<MetricPoint?>()
                .SingleOrDefault(point => Tag(point!.Value, "bus.system") == "Serving" && Tag(point.Value, "messaging.destination.name") == "nobody")?.GetSumLong() == 3;
        });
    }

    private MetricPoint? Read(string name, LaneNode of, LaneNode peer, string mechanism)
    {
        _exported.Clear();
        _meters.ForceFlush();
        return _exported.Where(metric => metric.Name == name).SelectMany(metric => metric.MetricPoints).Cast<MetricPoint?>()
            .SingleOrDefault(point => Tag(point!.Value, "bus.system") == of.System.Name && Tag(point.Value, "bus.peer") == peer.Address.ToString()
                && Tag(point.Value, "bus.mechanism") == mechanism && Tag(point.Value, "messaging.system") == "akka.bus");
    }

    private static string? Tag(in MetricPoint point, string name)
    {
        foreach (var tag in point.Tags)
        {
            if (tag.Key == name)
                return (string?)tag.Value;
        }

        return null;
    }
}
