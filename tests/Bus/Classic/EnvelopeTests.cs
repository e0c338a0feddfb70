using System.Diagnostics;
using System.Text;
using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using Bus.Classic;
using Bus.Telemetry;
using Bus.Testing;
using Bus.Testing.Actors;
using Bus.Testing.Lanes;
using Bus.Tests.Lanes;
using Bus.Tests.Lanes.Actors;
using Bus.Tests.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Xunit;

namespace Bus.Tests.Classic;

/// <summary>Messages that are measured on the classic way.</summary>
[Collection(Measured.Name)]
public sealed class EnvelopeTests : LaneTests
{
    private const string NoLanes = "bus.lanes.enabled = off";
    private const string Inner = "/temp/" + EnvelopeRef.Name;

    private static readonly ActivitySource Source = new("Bus.Tests.Envelopes");

    private readonly ActivityLog _log = new();
    private readonly TracerProvider _traces;

    public EnvelopeTests() => _traces = Sdk.CreateTracerProviderBuilder().AddSource(BusTelemetry.SourceName, Source.Name).AddProcessor(_log).Build();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _traces.Dispose();
    }

    [Fact]
    public async Task Only_what_belongs_to_a_trace_wears_one_and_it_stays_in_its_place()
    {
        const int Count = 2000;
        var (near, far) = await StartPair("akka.loglevel = DEBUG, akka.remote.log-sent-messages = on");
        var sent = near.Published<Akka.Event.Debug>();
        var log = new SequenceLog();
        far.Sequence(log);
        var target = near.Find(far.Address, "/user/sequence");
        var sender = Flood.Senders(near.System, 1)[0];
        for (var i = 0; i < Count; i++)
        {
            using var root = i % 3 == 0 ? Source.StartActivity("root") : null;
            target.Tell(i, sender);
        }

        await Eventually.True("all are there", () => log.Received == Count);
        Assert.Equal(SequenceReport.Whole(1, Count), log.Report);
        await Eventually.True("those of traces wore envelopes", () => Worn(sent) == (Count + 2) / 3);
    }

    [Fact]
    public async Task A_peer_that_has_only_the_transport_gets_none()
    {
        var near = Start("Near", NoLanes);
        using var far = ActorSystem.Create("Far", LaneHocon.Create(Folder, 0, "akka.actor.provider = remote, akka.remote.enabled-transports = [\"akka.remote.ipc\"]"));
        far.ActorOf(Props.Create(() => new EchoActor()), "echo");
        await MessageBus.Get(near.System).WhenPeerUp("Far").WaitAsync(Eventually.Patience);
        var echo = near.Find(((ExtendedActorSystem)far).Provider.DefaultAddress, "/user/echo");
        using (Source.StartActivity("root"))
            Assert.Equal("hello", await echo.Ask<string>("hello", Eventually.Patience));
        await far.Terminate();
    }

    [Fact]
    public async Task What_it_cannot_carry_and_what_Akka_answers_itself_goes_without()
    {
        var hocon = $$"""
            akka { loglevel = DEBUG, remote.log-sent-messages = on }
            akka.actor {
              serializers.nested = "{{typeof(NestedSerializer).AssemblyQualifiedName}}"
              serialization-bindings { "{{typeof(Nested).AssemblyQualifiedName}}" = nested }
            }
            """;
        var (near, far) = await StartPair(hocon, hocon);
        var sent = near.Published<Akka.Event.Debug>();
        var recording = new Recording();
        far.System.ActorOf(Props.Create(() => new RecordingActor(recording)), "nested");
        var echo = near.Find(far.Address, "/user/echo");
        using (Source.StartActivity("root"))
        {
            near.Find(far.Address, "/user/nested").Tell(new Nested(), ActorRefs.NoSender);
            Assert.Equal(echo.Path.ToStringWithoutAddress(), (await echo.Ask<ActorIdentity>(new Identify(1), Eventually.Patience)).Subject.Path.ToStringWithoutAddress());
            await near.System.ActorSelection(echo.Path).ResolveOne(Eventually.Patience);
        }

        await Eventually.True("it has arrived", () => recording.Messages.SingleOrDefault() is Nested);
        await Eventually.True("the log knows of all", () => sent.Count(line => line.ToString().Contains("RemoteMessage: ", StringComparison.Ordinal)) >= 3);
        Assert.Equal(0, Worn(sent));
    }

    [Theory]
    [InlineData(32_000, 32_000)]
    [InlineData(64_000, 32_000)]
    [InlineData(32_000, 64_000)]
    public async Task It_never_makes_a_message_too_large(int mostHere, int mostThere)
    {
        var (near, far) = await StartPair(
            $"akka.remote.ipc.maximum-frame-size = {mostHere}b, akka.loglevel = DEBUG, akka.remote.log-sent-messages = on", $"akka.remote.ipc.maximum-frame-size = {mostThere}b");
        var sent = near.Published<Akka.Event.Debug>();
        var recording = new Recording();
        far.System.ActorOf(Props.Create(() => new RecordingActor(recording)), "sizes");
        var target = near.Find(far.Address, "/user/sizes");
        // Some have room for an envelope, some for Akka.Remote's own only, and some for neither.
        var sizes = Enumerable.Range(Math.Min(mostHere, mostThere) - 500, 500).ToArray();
        var without = await Arrive();
        Assert.InRange(without.Length, 400, 499);
        Assert.Equal(0, Worn(sent));
        using (Source.StartActivity("root"))
            Assert.Equal(without, await Arrive());
        await Eventually.True("the log says that those with room for it wore one", () => Worn(sent) >= 100);
        Assert.InRange(Worn(sent), 100, without.Length - 100);

        // The sizes of those that do.
        async Task<int[]> Arrive()
        {
            recording.Messages.Clear();
            foreach (var size in sizes)
                target.Tell(new byte[size], ActorRefs.NoSender);
            target.Tell("the last", ActorRefs.NoSender);
            await Eventually.True("the last has arrived", () => recording.Messages.Contains("the last"));
            return [.. recording.Messages.OfType<byte[]>().Select(message => message.Length)];
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_cannot_be_sent_is_found_in_dead_letters_here(bool selected)
    {
        var (near, far) = await StartPair();
        var dead = near.Published<DeadLetter>();
        var quarantined = near.Published<QuarantinedEvent>();
        near.Provider.Quarantine(far.Address, far.Uid);
        await Eventually.True("it is quarantined", () => !quarantined.IsEmpty);
        var target = near.Find(far.Address, "/user/echo");
        ActivityTraceId trace;
        using (var root = Source.StartActivity("root")!)
        {
            trace = root.TraceId;
            if (selected)
                near.System.ActorSelection(far.Address + "/user/echo").Tell("lost", ActorRefs.NoSender);
            else
                target.Tell("lost", ActorRefs.NoSender);
        }

        await Eventually.True("it is there", () => dead.Any(letter => letter.Message is "lost"));
        Assert.Contains(_log.Ended, activity => activity.TraceId == trace && activity.OperationName.StartsWith("send", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_waits_for_a_serializer_but_the_sender()
    {
        var hocon = $$"""
            akka.actor {
              serializers.stubborn = "{{typeof(StubbornSerializer).AssemblyQualifiedName}}"
              serialization-bindings { "{{typeof(Stubborn).AssemblyQualifiedName}}" = stubborn }
            }
            """;
        // With lanes here and none there: so that it is decided for each message which way it goes.
        var (near, far) = (Start("Near", hocon), Start("Far", $"{hocon}\n{NoLanes}"));
        await MessageBus.Get(near.System).WhenPeerUp("Far").WaitAsync(Eventually.Patience);
        far.Echo();
        await near.EchoAnswers(far.Address);
        await near.HasStateFor(far.Address, Bus.Lanes.LaneState.Classic);
        using var go = new ManualResetEventSlim();
        var stubborn = new Stubborn(go);
        var telling = Task.Run(() =>
        {
            using (Source.StartActivity("root"))
                near.Find(far.Address, "/user/echo").Tell(stubborn, ActorRefs.NoSender);
        });
        await stubborn.IsBeingSerialized.WaitAsync(Eventually.Patience);
        await Asked(near, far);
        Assert.False(telling.IsCompleted);
        go.Set();
        await telling.WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task A_system_with_two_transports_answers_in_one()
    {
        var near = Start("Near", $$"""
            {{NoLanes}}
            akka.remote.enabled-transports = ["akka.remote.ipc", "akka.remote.second"]
            akka.remote.second { transport-class = "Bus.Transports.IpcTransport, Bus.Transports", directory = "{{Folder}}", hostname = second }
            """);
        near.System.ActorOf(Props.Create(() => new TraceActor()).WithMailbox("bus.traced-mailbox"), "trace");
        var far = Start("Far", NoLanes);
        foreach (var address in near.Provider.Transport.Addresses)
        {
            await MessageBus.Get(far.System).WhenPeerUp(address.ToString()).WaitAsync(Eventually.Patience);
            using var root = Source.StartActivity("root")!;
            Assert.StartsWith(root.TraceId.ToString(), await far.Find(address, "/user/trace").Ask<string>("hello", Eventually.Patience));
        }
    }

    [Fact]
    public async Task What_is_in_it_is_found_in_dead_letters()
    {
        var (near, far) = await StartPair();
        var dead = far.Published<DeadLetter>();
        using (Source.StartActivity("root"))
            near.Find(far.Address, "/user/never-was").Tell("hello", ActorRefs.NoSender);
        await Eventually.True("it is there", () => dead.Any(letter => letter.Message is "hello" && letter.Recipient.Path.ToStringWithoutAddress() == "/user/never-was"));
    }

    [Fact]
    public async Task One_within_another_is_not_opened()
    {
        var (near, far) = await StartPair();
        var dead = far.Published<DeadLetter>();
        var envelopes = far.Provider.ResolveActorRef(far.Address + Inner);
        var inner = Bytes(far, far.Address + "/user/nobody", 17, Encoding.UTF8.GetBytes("inner"), "S");
        var serializer = new EnvelopeSerializer((ExtendedActorSystem)far.System);
        envelopes.Tell(EnvelopeFormat.Decode(Bytes(far, far.Address + Inner, serializer.Identifier, inner)), ActorRefs.NoSender);
        await Eventually.True("it is in dead letters", () => dead.Count(letter => letter.Message is IncomingEnvelope) == 1);
        // And the next one is opened.
        envelopes.Tell(EnvelopeFormat.Decode(inner), ActorRefs.NoSender);
        await Eventually.True("it has been opened", () => dead.Any(letter => letter.Message is "inner"));
    }

    [Fact]
    public async Task What_is_no_envelope_or_cannot_be_read_is_reported_and_the_next_ones_arrive()
    {
        var (near, far) = await StartPair();
        var dead = far.Published<DeadLetter>();
        var warnings = far.Published<Warning>();
        near.Find(far.Address, Inner).Tell("no envelope", ActorRefs.NoSender);
        await Eventually.True("it is in dead letters", () => dead.Any(letter => letter.Message is "no envelope"));
        var envelopes = far.Provider.ResolveActorRef(far.Address + Inner);
        envelopes.Tell(EnvelopeFormat.Decode(Bytes(far, far.Address + "/user/echo", 4711, [1, 2, 3])), ActorRefs.NoSender);
        await Eventually.True("it is in the log", () => warnings.Any(line => line.ToString().Contains("4711", StringComparison.Ordinal)));
        using (Source.StartActivity("root"))
            await Asked(near, far);
    }

    [Fact]
    public void Its_serializer_takes_nothing_else()
    {
        var near = Start("Near", NoLanes);
        var serializer = new EnvelopeSerializer((ExtendedActorSystem)near.System);
        Assert.Throws<ArgumentException>(() => serializer.ToBinary("hello"));
        Assert.Same(typeof(EnvelopeSerializer), near.System.Serialization.FindSerializerForType(typeof(OutgoingEnvelope)).GetType());
    }

    private static byte[] Bytes(LaneNode from, string recipient, int serializer, byte[] payload, string manifest = "") => EnvelopeFormat.TryEncode(
        Encoding.UTF8.GetBytes(from.Address.ToString()), Encoding.UTF8.GetBytes(recipient), serializer, Encoding.UTF8.GetBytes(manifest), MessageTrace.Encode(default), payload)!;

    private static int Worn(IEnumerable<Akka.Event.Debug> sent) => sent.Count(line => line.ToString().Contains("RemoteMessage: ", StringComparison.Ordinal) && line.ToString().Contains(Inner, StringComparison.Ordinal));

    private static async Task Asked(LaneNode near, LaneNode far) =>
        Assert.Equal("fence", await near.Find(far.Address, "/user/echo").Ask<string>("fence", Eventually.Patience));

    private async Task<(LaneNode Near, LaneNode Far)> StartPair(string here = "", string there = "")
    {
        var (near, far) = (Start("Near", $"{here}\n{NoLanes}"), Start("Far", $"{there}\n{NoLanes}"));
        await MessageBus.Get(near.System).WhenPeerUp("Far").WaitAsync(Eventually.Patience);
        far.Echo();
        await near.EchoAnswers(far.Address);
        return (near, far);
    }
}
