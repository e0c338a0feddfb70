using Akka.Actor;
using Akka.TestKit;
using Bus.Remoting.Tests.Actors;
using Bus.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Lookup;

/// <summary>
/// The lookups of Akka.NET's <c>RemotingSpec</c> and its fix for issue 4384: a selection finds an actor of another system, its
/// <c>Ask</c> is answered, <c>ResolveOne</c> works and blocks nobody, a reference to a stopped actor does not
/// reach its successor of the same name, and nobody is found where nobody is.
/// </summary>
public class RemoteLookupSpec : TwoSystemsSpec
{
    private readonly ActorSelection _there;

    public RemoteLookupSpec(ITestOutputHelper output) : this(output, null)
    {
    }

    protected RemoteLookupSpec(ITestOutputHelper output, string? mechanism) : base(output, mechanism: mechanism)
    {
        Far.ActorOf(Props.Create<WhoAsksActor>(), "who");
        _there = Select(Sys, Far, "user/who");
    }

    [Fact]
    public async Task A_selection_finds_an_actor_of_another_system()
    {
        _there.Tell("ping", TestActor);
        Assert.Equal(new Pong(TestActor), await ExpectMsgAsync<Pong>());
        Assert.Equal(PathAt(AddressOf(Far), "user/who"), LastSender.Path);
    }

    [Fact]
    public async Task An_ask_is_answered_and_its_sender_is_known_as_itself()
    {
        Pong pong = await _there.Ask<Pong>("ping", TestKitSettings.DefaultTimeout);
        Assert.IsType<FutureActorRef<Pong>>(pong.Asker);
    }

    [Fact]
    public async Task An_ask_of_an_actor_that_is_silent_times_out()
    {
        Far.ActorOf(Props.Create<SilentActor>(), "silent");
        IActorRef silent = await Resolve(Sys, Far, "user/silent");
        await Assert.ThrowsAsync<AskTimeoutException>(() => silent.Ask<object>("ping", TimeSpan.FromMilliseconds(100)));
    }

    [Fact]
    public async Task An_ask_that_blocks_the_continuation_of_an_ask_is_answered()
    {
        Pong second = await _there.Ask<Pong>("ping", TestKitSettings.DefaultTimeout)
            .ContinueWith(
                first => _there.Ask<Pong>("ping", TestKitSettings.DefaultTimeout).GetAwaiter().GetResult(),
                TaskContinuationOptions.ExecuteSynchronously | TaskContinuationOptions.OnlyOnRanToCompletion)
            .WaitAsync(TestKitSettings.DefaultTimeout);
        Assert.NotNull(second.Asker);
    }

    [Fact]
    public async Task An_ask_is_answered_where_only_the_other_side_has_ever_dialled()
    {
        TestProbe probe = CreateTestProbe(Far);
        Sys.ActorOf(Props.Create<EchoActor>(), "echo");
        Select(Far, Sys, "user/echo").Tell("hello", probe.Ref);
        await probe.ExpectMsgAsync("hello");

        ActorIdentity identity = await _there.Ask<ActorIdentity>(new Identify(7), TestKitSettings.DefaultTimeout);
        Assert.Equal(7, identity.MessageId);
        Assert.NotNull(identity.Subject);
    }

    [Fact]
    public async Task ResolveOne_gives_a_reference_to_the_actor()
    {
        IActorRef who = await _there.ResolveOne(TestKitSettings.DefaultTimeout);
        Assert.False(((IInternalActorRef)who).IsLocal);
        who.Tell("ping", TestActor);
        Assert.Equal(new Pong(TestActor), await ExpectMsgAsync<Pong>());
        Assert.Equal(who, LastSender);
    }

    [Fact]
    public void ResolveOne_can_be_waited_for_on_the_only_thread_of_a_user_interface()
    {
        Nito.AsyncEx.AsyncContext.Run(() =>
        {
#pragma warning disable xUnit1031 // Blocking is the point.
            IActorRef who = _there.ResolveOne(TestKitSettings.DefaultTimeout).Result;
#pragma warning restore xUnit1031
            Assert.Equal("who", who.Path.Name);
        });
    }

    [Fact]
    public async Task Nobody_is_found_where_nobody_is()
    {
        await Assert.ThrowsAsync<ActorNotFoundException>(
            () => Select(Sys, Far, "user/nobody").ResolveOne(TestKitSettings.DefaultTimeout));
        Select(Sys, Far, "user/nobody").Tell(new Identify("who?"));
        ActorIdentity identity = await ExpectMsgAsync<ActorIdentity>();
        Assert.Equal("who?", identity.MessageId);
        Assert.Null(identity.Subject);
    }

    [Fact]
    public async Task A_reference_does_not_reach_the_successor_of_its_actor()
    {
        IActorRef first = await Resolve(Sys, Far, "user/who");
        await WatchAsync(first);
        first.Tell(PoisonPill.Instance);
        await ExpectTerminatedAsync(first);
        await Far.SuccessorOf("who", Props.Create<WhoAsksActor>());
        IActorRef second = await Resolve(Sys, Far, "user/who");
        Assert.NotEqual(first.Path.Uid, second.Path.Uid);
        Assert.NotEqual(first, second);

        // All three take the same way, so what arrives first tells what did not arrive.
        first.Tell("to the first", TestActor);
        second.Tell("to the second", TestActor);
        _there.Tell("to the name", TestActor);
        await ExpectMsgAsync("to the second");
        await ExpectMsgAsync("to the name");
    }

    [Fact]
    public async Task Nobody_stays_nobody_over_the_wire()
    {
        _there.Tell(ActorRefs.Nobody, TestActor);
        Assert.Same(ActorRefs.Nobody, await ExpectMsgAsync<Nobody>());
    }
}
