using Akka.Actor;
using Akka.Routing;
using Bus.Testing;
using Bus.Testing.Actors;
using Bus.Tests.Lanes.Actors;
using Xunit;

namespace Bus.Tests.Lanes.Semantics;

public abstract partial class SemanticsTests
{
    [Fact]
    public async Task An_actor_that_was_just_deployed_there_gets_the_first_message()
    {
        const int Count = 100;
        var (near, far) = await StartPair();
        for (var i = 0; i < Count; i++)
        {
            var deployed = near.System.ActorOf(On(far, Props.Create(() => new EchoActor())), "deployed" + i);
            var asked = Enumerable.Range(0, 5).Select(number => deployed.Ask<int>(number, Eventually.Patience)).ToArray();
            Assert.Equal(Enumerable.Range(0, 5), await Task.WhenAll(asked));
            Assert.Equal(far.Address, deployed.Path.Address);
        }
    }

    [Fact]
    public async Task Also_as_the_first_thing_that_is_ever_sent()
    {
        var near = StartNode("Near");
        var far = StartNode("Far");
        var deployed = near.System.ActorOf(On(far, Props.Create(() => new EchoActor())), "deployed");
        Assert.Equal(1, await deployed.Ask<int>(1, Eventually.Patience));
    }

    [Fact]
    public async Task Also_if_what_it_is_made_of_is_large()
    {
        var (near, far) = await StartPair();
        var text = new string('x', 90_000);
        for (var i = 0; i < 10; i++)
        {
            var deployed = near.System.ActorOf(On(far, Props.Create(() => new PatientActor(text))), "large" + i);
            var asked = Enumerable.Range(0, 5).Select(_ => deployed.Ask<int>("how long?", Eventually.Patience)).ToArray();
            Assert.All(await Task.WhenAll(asked), length => Assert.Equal(text.Length, length));
        }
    }

    [Fact]
    public async Task A_deployed_actor_is_reached_by_its_name_here_and_stops_with_its_last_message_read()
    {
        var (near, far) = await StartPair();
        var deployed = near.System.ActorOf(On(far, Props.Create(() => new EchoActor())), "stand-in");
        // From there, by the name that it has here: there and back again.
        Assert.Equal("hello", await far.Find(near.Address, "/user/stand-in").Ask<string>("hello", Eventually.Patience));
        var asked = Enumerable.Range(0, 50).Select(number => deployed.Ask<int>(number, Eventually.Patience)).ToArray();
        Assert.True(await deployed.GracefulStop(Eventually.Patience));
        Assert.Equal(Enumerable.Range(0, 50), await Task.WhenAll(asked));

        // Without lanes, Akka.Remote may remember the predecessor under the name.
        if (!withLanes)
            return;
        var local = new Recording();
        await near.System.SuccessorOf("stand-in", Props.Create(() => new RecordingActor(local)));
        far.Find(near.Address, "/user/stand-in").Tell("for whoever has the name now");
        await Holds("it has arrived", () => !local.Messages.IsEmpty);
    }

    [Fact]
    public async Task Routers_reach_routees_there()
    {
        const int Routees = 4;
        var (near, far) = await StartPair();
        var recordings = Enumerable.Range(0, Routees).Select(i => StartRecorder(far, near, "routee" + i).Recording).ToArray();
        var paths = Enumerable.Range(0, Routees).Select(i => far.Address + "/user/routee" + i).ToArray();
        var group = near.System.ActorOf(Props.Empty.WithRouter(new RoundRobinGroup(paths)), "group");
        for (var i = 0; i < Routees * 10; i++)
            group.Tell(i);
        group.Tell(new Broadcast("all"));
        await Holds("all have arrived", () => recordings.All(recording => recording.Messages.Count == 11));
        Assert.All(recordings, recording => Assert.Equal("all", recording.Messages.Last()));
        Assert.Equal(Enumerable.Range(0, Routees * 10), recordings.SelectMany(recording => recording.Messages.OfType<int>()).Order());

        var pool = near.System.ActorOf(On(far, Props.Create(() => new EchoActor()).WithRouter(new RoundRobinPool(Routees))), "pool");
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => pool.Ask<int>(number, Eventually.Patience)));
        Assert.Equal(Enumerable.Range(0, 40), answers);
    }
}
