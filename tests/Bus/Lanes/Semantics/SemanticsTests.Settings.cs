using Akka.Actor;
using Akka.Event;
using Bus.Testing;
using Bus.Tests.Lanes.Actors;
using Bus.Tests.Serialization.Messages;
using Bus.Tests.Serialization.Serializers;
using Xunit;

namespace Bus.Tests.Lanes.Semantics;

public abstract partial class SemanticsTests
{
    [Fact]
    public async Task Untrusted_mode_lets_through_what_is_harmless()
    {
        var (near, far) = await StartPair("", """
            akka.loglevel = DEBUG
            akka.remote.untrusted-mode = on
            akka.remote.trusted-selection-paths = ["/user/trusted"]
            """);
        var (known, recording) = StartRecorder(far, near, "trusted");
        var (other, otherRecording) = StartRecorder(far, near, "other");
        var log = far.Published<Debug>();
        known.Tell(PoisonPill.Instance);
        other.Tell(Kill.Instance);
        near.System.ActorSelection(far.Address + "/user/other").Tell("dropped");
        near.System.ActorSelection(far.Address + "/user/*").Tell("dropped");
        near.System.ActorSelection(far.Address + "/user/trusted").Tell(PoisonPill.Instance);
        near.System.ActorSelection(far.Address + "/user/trusted").Tell("selected");
        near.System.ActorOf(On(far, Props.Create(() => new RecordingActor(new Recording()))), "intruder");
        near.Find(far.Address, "/remote").Tell("for the daemon");
        known.Tell("known");
        await Passed(near, far);
        await Holds("both have arrived", () => recording.Messages.Count == 2);
        Assert.Equal(["selected", "known"], recording.Messages);
        Assert.False(recording.Stopped.IsCompleted);
        Assert.Empty(otherRecording.Messages);
        Assert.Equal(2, log.Count(line => Says(line, "dropping daemon message")));
        // Only those to actors of ours: the heartbeat of Akka's remote watcher comes by selection too, once a second.
        Assert.Equal(3, log.Count(line => Says(line, "dropping inbound actor selection to [/user/")));
    }

    [Fact]
    public async Task Messages_are_logged_on_both_sides_if_the_settings_say_so()
    {
        const string Logged = "akka { loglevel = DEBUG, remote.log-sent-messages = on, remote.log-received-messages = on }";
        var (near, far) = await StartPair(Logged, Logged);
        var sent = near.Published<Debug>();
        var received = far.Published<Debug>();
        var (target, recording) = StartRecorder(far, near);
        target.Tell("remarkable");
        await Holds("it has arrived", () => !recording.Messages.IsEmpty);
        await Holds("the log says so here", () => sent.Any(line => Says(line, "RemoteMessage: remarkable")));
        await Holds("the log says so there", () => received.Any(line => Says(line, "RemoteMessage: remarkable") && Says(line, "received")));
    }

    [Fact]
    public async Task Messages_are_not_logged_if_the_settings_do_not_say_so()
    {
        var (near, far) = await StartPair("akka.loglevel = DEBUG", "akka.loglevel = DEBUG");
        var sent = near.Published<Debug>();
        var received = far.Published<Debug>();
        var (target, recording) = StartRecorder(far, near);
        target.Tell("unremarkable");
        await Holds("it has arrived", () => !recording.Messages.IsEmpty);
        near.System.EventStream.Publish(new Debug("test", typeof(SemanticsTests), "last"));
        far.System.EventStream.Publish(new Debug("test", typeof(SemanticsTests), "last"));
        await Holds("all lines are here", () => sent.Any(line => Says(line, "last")) && received.Any(line => Says(line, "last")));
        Assert.DoesNotContain(sent.Concat(received), line => Says(line, "unremarkable"));
    }

    [Theory]
    [InlineData(typeof(TwoNamesSerializer))]
    [InlineData(typeof(TypeNamedSerializer))]
    [InlineData(typeof(NamelessSerializer))]
    [InlineData(typeof(DirectSerializer))]
    public async Task Every_kind_of_serializer_is_served(Type serializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        var settings = $$"""
            akka.actor {
              serializers.mine = "{{serializer.AssemblyQualifiedName}}"
              serialization-bindings { "{{typeof(Word).AssemblyQualifiedName}}" = mine }
            }
            """;
        var (near, far) = await StartPair(settings, settings);
        string[] texts = ["short", "much longer", "", new string('x', 70_000), "short", "much longer", ""];
        var echo = near.Find(far.Address, "/user/echo");
        foreach (var text in texts)
            Assert.Equal(new Word(text), await echo.Ask<Word>(new Word(text), Eventually.Patience));
        var (target, recording) = StartRecorder(far, near);
        foreach (var text in texts)
            target.Tell(new Word(text));
        await Holds("all have arrived", () => recording.Messages.Count == texts.Length);
        Assert.Equal(texts.Select(text => new Word(text)), recording.Messages);
    }

    [Fact]
    public async Task Heartbeats_go_on_while_a_flood_runs()
    {
        const string Often = """
            akka.loglevel = DEBUG
            akka.remote.watch-failure-detector { heartbeat-interval = 100 ms, acceptable-heartbeat-pause = 10 s }
            """;
        var (near, far) = await StartPair(Often, Often);
        var log = near.Published<Debug>();
        var seen = new System.Collections.Concurrent.ConcurrentQueue<object>();
        var (watched, recording) = StartRecorder(far, near);
        near.System.ActorOf(Props.Create(() => new ListeningActor(seen, watched)));
        await Holds("the first heartbeat is answered", () => log.Any(line => Says(line, "first heartbeat rsp")));
        using var enough = new CancellationTokenSource();
        var told = 0;
        // Not on the pool: there, waiting for the recorder, it would keep every second thread of two processors from all actors.
        var flood = Task.Factory.StartNew(
            () =>
            {
                for (; !enough.IsCancellationRequested; told++)
                {
                    while (told - recording.Messages.Count > 10_000)
                        Thread.Yield();
                    watched.Tell(told);
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Holds("heartbeats are answered", () => log.Count(line => Says(line, "heartbeat rsp")) > 5);
        await enough.CancelAsync();
        await flood;
        await Holds("all have arrived", () => recording.Messages.Count == told);
        Assert.Empty(seen);
    }
}
