using Akka.Actor;
using Bus.Remoting.Tests.Actors;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Lookup;

/// <summary>
/// The long tests of Akka.NET's <c>RemotingSpec</c>: a family whose child lives in the other system and whose grandchild lives in this
/// one again, and which is looked up and selected, with names, parents and wildcards, as if it were all in one place.
/// </summary>
public sealed class SelectionAcrossSystemsSpec(ITestOutputHelper output) : TwoSystemsSpec(output, """
    akka.actor.deployment {
      /looker/child.remote = "<far>"
      /looker/child/grandchild.remote = "<near>"
    }
    """)
{
    [Fact]
    public async Task A_family_in_two_systems_is_one_family()
    {
        (IActorRef looker, IActorRef child, IActorRef grandchild) = await Family();
        Assert.Equal("Near", await Ask<string>(looker, new WhereAreYou()));
        Assert.Equal("Far", await Ask<string>(child, new WhereAreYou()));
        Assert.Equal("Near", await Ask<string>(grandchild, new WhereAreYou()));

        Assert.Equal(looker, Assert.IsAssignableFrom<Akka.Remote.RemoteActorRef>(child).Parent);
        Assert.True(((IActorRefScope)grandchild).IsLocal);
        grandchild.Tell(43);
        await ExpectMsgAsync(43);
        Assert.Same(grandchild, LastSender);
    }

    [Theory]
    [InlineData("/user/looker/child", "child")]
    [InlineData("/user/looker/child/grandchild", "grandchild")]
    [InlineData("/user/looker/child/grandchild/grandgrandchild", "grandgrandchild")]
    [InlineData("/user/looker/*/grandchild", "grandchild")]
    [InlineData("/user/looker/child/*", "grandchild")]
    [InlineData("/user/looker/child/*/grandgrandchild", "grandgrandchild")]
    [InlineData("/user/looker/child/*/*", "grandgrandchild")]
    [InlineData("/user/looker/child/..", "looker")]
    [InlineData("/user/looker/child/grandchild/..", "child")]
    [InlineData("/user/looker/child/grandchild/../..", "looker")]
    public async Task A_path_through_both_systems_selects_the_actor(string path, string name)
    {
        await Family();
        ActorIdentity identity = await Identity(Sys.ActorSelection(path), path);
        Assert.Equal(path, identity.MessageId);
        Assert.Equal(name, identity.Subject.Path.Name);
    }

    [Theory]
    [InlineData("grandchild", "grandchild")]
    [InlineData("*", "grandchild")]
    [InlineData("grandchild/grandgrandchild", "grandgrandchild")]
    [InlineData("*/grandgrandchild", "grandgrandchild")]
    public async Task A_full_path_below_the_remote_child_selects_the_actor(string below, string name)
    {
        (_, IActorRef child, _) = await Family();
        ActorIdentity identity = await Identity(Sys.ActorSelection(child.Path / below.Split('/')), below);
        Assert.Equal(name, identity.Subject.Path.Name);
    }

    [Theory]
    [InlineData("/user/looker", "child/..", "looker")]
    [InlineData("/user/looker/child", "..", "looker")]
    [InlineData("/user/looker/child", "grandchild", "grandchild")]
    [InlineData("/user/looker/child/grandchild", "..", "child")]
    public async Task A_selection_made_in_one_system_is_used_in_the_other(string from, string path, string name)
    {
        await Family();
        ActorSelection made = await Sys.ActorSelection(from)
            .Ask<ActorSelection>(new SelectFromHere(path), TestKitSettings.DefaultTimeout);
        ActorIdentity identity = await Identity(made, path);
        Assert.Equal(name, identity.Subject.Path.Name);
    }

    [Fact]
    public async Task Who_is_selected_is_who_is_meant()
    {
        (IActorRef looker, IActorRef child, IActorRef grandchild) = await Family();
        Assert.Same(looker, (await Identity(Sys.ActorSelection("/user/looker/child/.."), 1)).Subject);
        Assert.Equal(child, (await Identity(Sys.ActorSelection("/user/looker/child"), 2)).Subject);
        Assert.Same(grandchild, (await Identity(Sys.ActorSelection("/user/looker/child/grandchild"), 3)).Subject);
        Assert.Equal(child, await Sys.ActorSelection(child.Path).ResolveOne(TestKitSettings.DefaultTimeout));

        Sys.ActorSelection("/user/looker/child/grandchild").Tell(54);
        await ExpectMsgAsync(54);
        Assert.Same(grandchild, LastSender);
    }

    [Fact]
    public async Task A_new_child_of_the_old_name_is_found_by_name_and_not_by_the_old_reference()
    {
        (IActorRef looker, IActorRef child, _) = await Family();
        await WatchAsync(child);
        child.Tell(PoisonPill.Instance);
        await ExpectTerminatedAsync(child);

        looker.Tell(new MakeChild("child"));
        IActorRef second = await ExpectMsgAsync<IActorRef>();
        Assert.Equal(child.Path, second.Path);
        Assert.NotEqual(child.Path.Uid, second.Path.Uid);
        Assert.Equal(second, (await Identity(second, 1)).Subject);
        Assert.Equal(second, (await Identity(Sys.ActorSelection(child.Path), 2)).Subject);
        Assert.Null((await Identity(child, 3)).Subject);

        child.Tell("to the old one");
        Sys.ActorSelection("/user/looker/child").Tell("to the name");
        await ExpectMsgAsync("to the name");
    }

    private async Task<(IActorRef Looker, IActorRef Child, IActorRef Grandchild)> Family()
    {
        IActorRef looker = Sys.ActorOf(Props.Create(() => new FamilyActor()), "looker");
        IActorRef child = await Ask<IActorRef>(looker, new MakeChild("child"));
        IActorRef grandchild = await Ask<IActorRef>(child, new MakeChild("grandchild"));
        await Ask<IActorRef>(grandchild, new MakeChild("grandgrandchild"));
        return (looker, child, grandchild);
    }

    private async Task<T> Ask<T>(IActorRef whom, object what)
    {
        whom.Tell(what);
        return await ExpectMsgAsync<T>();
    }

    private async Task<ActorIdentity> Identity(ICanTell whom, object id)
    {
        whom.Tell(new Identify(id), TestActor);
        return await ExpectMsgAsync<ActorIdentity>();
    }
}
