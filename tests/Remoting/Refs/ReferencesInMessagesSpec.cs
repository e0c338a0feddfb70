using Akka.Actor;
using Akka.Event;
using Akka.Routing;
using Akka.TestKit;
using Bus.Remoting.Tests.Actors;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Refs;

/// <summary>
/// Actor references inside messages, as Akka.NET's <c>RemotingSpec</c> has them (replies to a routee and to a child of one, issue 884,
/// and <see cref="ActorRefs.Nobody"/>), and what follows from them: a reference keeps its meaning wherever it is sent.
/// </summary>
public sealed class ReferencesInMessagesSpec(ITestOutputHelper output) : TwoSystemsSpec(output)
{
    [Fact]
    public async Task A_reference_comes_home_as_the_actor_itself()
    {
        IActorRef who = await Echo();
        IActorRef mine = Sys.ActorOf(Props.Create<SilentActor>(), "mine");
        who.Tell(new Pong(mine));
        Assert.Same(mine, (await ExpectMsgAsync<Pong>()).Asker);
    }

    [Fact]
    public async Task References_in_a_collection_come_home_in_order()
    {
        IActorRef who = await Echo();
        IActorRef mine = Sys.ActorOf(Props.Create<SilentActor>(), "mine");
        Children sent = new([mine, who, TestActor], [who]);
        who.Tell(sent);
        Children back = await ExpectMsgAsync<Children>();
        Assert.Equal(sent.All, back.All);
        Assert.Equal(sent.Named, back.Named);
    }

    [Fact]
    public async Task A_bare_reference_is_a_message()
    {
        IActorRef who = await Echo();
        who.Tell(TestActor);
        Assert.Same(TestActor, await ExpectMsgAsync<IActorRef>());
        who.Tell(who);
        Assert.Equal(who, await ExpectMsgAsync<IActorRef>());
    }

    [Fact]
    public async Task A_third_system_answers_whom_it_was_introduced_to()
    {
        ActorSystem third = NewSystem("Third");
        third.ActorOf(Props.Create<WhoAsksActor>(), "who");
        Far.ActorOf(Props.Create<MatchmakerActor>(), "matchmaker");
        IActorRef who = await Resolve(Sys, third, "user/who");
        IActorRef matchmaker = await Resolve(Sys, Far, "user/matchmaker");

        // Far has never spoken with the third system: it dials because it was given the reference.
        matchmaker.Tell(new AskSomeone(who, "ping"));
        Assert.Same(TestActor, (await ExpectMsgAsync<Pong>()).Asker);
        Assert.Equal(who, LastSender);
    }

    [Fact]
    public async Task A_reference_to_an_asker_can_be_answered_by_a_third_system()
    {
        ActorSystem third = NewSystem("Third");
        third.ActorOf(Props.Create<WhoAsksActor>(), "who");
        Far.ActorOf(Props.Create<MatchmakerActor>(), "matchmaker");
        IActorRef who = await Resolve(Sys, third, "user/who");
        Pong pong = await Select(Sys, Far, "user/matchmaker").Ask<Pong>(new AskSomeone(who, "ping"), TestKitSettings.DefaultTimeout);
        Assert.IsType<FutureActorRef<Pong>>(pong.Asker);
    }

    [Fact]
    public async Task A_routee_is_answered_and_not_its_router()
    {
        IActorRef who = await Echo();
        IActorRef router = Sys.ActorOf(new RoundRobinPool(3).Props(Props.Create(() => new ReporterActor(TestActor))));
        IActorRef routee = (await Routees(router))[0];
        who.Tell("ping", routee);
        Assert.Equal(routee, (await ExpectMsgAsync<Pong>()).Asker);
    }

    [Fact]
    public async Task A_child_of_a_routee_is_answered()
    {
        IActorRef who = await Echo();
        IActorRef router = Sys.ActorOf(new RoundRobinPool(3).Props(Props.Create(() => new NestActor(TestActor))));
        foreach (IActorRef routee in await Routees(router))
        {
            IActorRef child = await routee.Ask<IActorRef>("child?", TestKitSettings.DefaultTimeout);
            who.Tell("ping", child);
            Assert.Equal(child, (await ExpectMsgAsync<Pong>()).Asker);
        }
    }

    [Fact]
    public async Task What_is_sent_to_the_dead_letters_of_another_system_ends_there()
    {
        TestProbe dead = Events<DeadLetter>(Far);
        Provider(Sys).ResolveActorRef(PathAt(AddressOf(Far), "deadLetters")).Tell("farewell");
        DeadLetter letter = await dead.FishForMessageAsync<DeadLetter>(found => found.Message is "farewell");
        Assert.Equal("farewell", letter.Message);
    }

    private async Task<IActorRef> Echo()
    {
        Far.ActorOf(Props.Create<WhoAsksActor>(), "who");
        return await Resolve(Sys, Far, "user/who");
    }

    private async Task<IActorRef[]> Routees(IActorRef router) =>
        [.. (await router.Ask<Routees>(new GetRoutees(), TestKitSettings.DefaultTimeout))
            .Members.Cast<ActorRefRoutee>().Select(routee => routee.Actor)];
}
