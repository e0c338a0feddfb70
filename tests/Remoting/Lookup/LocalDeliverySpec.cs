using Akka.Actor;
using Akka.Remote;
using Akka.TestKit.TestActors;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Lookup;

/// <summary>
/// Akka.NET's <c>RemoteMessageLocalDeliverySpec</c>: with transport adapters applied, every address bears their names, a full path to
/// an actor of this system is that actor and no detour over the wire, and a full path to another system is a remote reference.
/// </summary>
/// <remarks>The original's last test, death watch across a blocked link, is <see cref="DeathWatch.SilentLinkSpec"/>.</remarks>
public sealed class LocalDeliverySpec(ITestOutputHelper output)
    : TwoSystemsSpec(output, "<transport>.applied-adapters = [trttl, gremlin]")
{
    [Fact]
    public void An_address_names_the_adapters() =>
        Assert.Equal($"akka.trttl.gremlin.{Ground.Scheme}", AddressOf(Sys).Protocol);

    [Fact]
    public void A_full_path_to_this_system_is_the_local_actor()
    {
        IActorRef local = Sys.ActorOf(BlackHoleActor.Props, "hole");
        ActorPath path = PathAt(AddressOf(Sys), "user/hole");
        Assert.Same(local, Provider(Sys).ResolveActorRefWithLocalAddress(path.ToSerializationFormat(), AddressOf(Sys)));
        Assert.Same(local, Provider(Sys).ResolveActorRef(path));
    }

    [Fact]
    public void A_full_path_to_another_system_is_a_remote_reference()
    {
        ActorPath path = PathAt(AddressOf(Far), "user/hole");
        Assert.IsAssignableFrom<RemoteActorRef>(
            Provider(Sys).ResolveActorRefWithLocalAddress(path.ToSerializationFormat(), AddressOf(Sys)));
    }

    [Fact]
    public async Task Messages_pass_the_adapters_in_both_directions()
    {
        Far.ActorOf(Props.Create<Actors.EchoActor>(), "echo");
        Select(Sys, Far, "user/echo").Tell("hello");
        await ExpectMsgAsync("hello");
        Assert.Equal(PathAt(AddressOf(Far), "user/echo"), LastSender.Path);
    }
}
