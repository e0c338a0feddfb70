using Akka.Actor;
using Akka.Remote;
using Akka.TestKit;
using Bus.Remoting.Tests.Actors;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Lifecycle;

/// <summary>
/// What remoting says about itself, and Akka.NET's <c>AddressUidExtensionSpecs</c>: its addresses, who associated with whom, and which
/// incarnation a system is.
/// </summary>
public sealed class LifecycleEventsSpec(ITestOutputHelper output) : TwoSystemsSpec(output)
{
    [Fact]
    public void An_address_has_the_scheme_of_the_transport_and_what_was_configured()
    {
        Assert.Equal($"akka.{Ground.Scheme}://Near@{Ground.Host}:{Ground.NearPort}", AddressOf(Sys).ToString());
        Assert.Equal([AddressOf(Sys)], Provider(Sys).Transport.Addresses);
        Assert.Equal(AddressOf(Sys), Provider(Sys).GetExternalAddressFor(AddressOf(Far)));
    }

    [Fact]
    public void Port_0_gives_every_system_a_port_of_its_own()
    {
        Address[] addresses = [.. Enumerable.Range(0, 3).Select(_ => AddressOf(NewSystem("Same")))];
        Assert.Equal(3, addresses.Select(address => address.Port).Distinct().Count());
        Assert.All(addresses, address => Assert.InRange(address.Port!.Value, 1, 65535));
    }

    [Fact]
    public void Every_incarnation_has_an_id_of_its_own() =>
        Assert.NotEqual(AddressUidExtension.Uid(Sys), AddressUidExtension.Uid(Far));

    [Fact]
    public async Task Both_sides_say_who_associated_with_whom()
    {
        TestProbe outbound = Events<AssociatedEvent>(Sys);
        TestProbe inbound = Events<AssociatedEvent>(Far);
        Far.ActorOf(Props.Create<EchoActor>(), "echo");
        Select(Sys, Far, "user/echo").Tell("hello");
        await ExpectMsgAsync("hello");

        AssociatedEvent near = await outbound.ExpectMsgAsync<AssociatedEvent>();
        AssociatedEvent far = await inbound.ExpectMsgAsync<AssociatedEvent>();
        Assert.Equal((AddressOf(Sys), AddressOf(Far), false), (near.LocalAddress, near.RemoteAddress, near.IsInbound));
        Assert.Equal((AddressOf(Far), AddressOf(Sys), true), (far.LocalAddress, far.RemoteAddress, far.IsInbound));
    }

    [Fact]
    public async Task One_association_serves_both_directions()
    {
        TestProbe associations = Events<AssociatedEvent>(Far);
        Far.ActorOf(Props.Create<EchoActor>(), "echo");
        Sys.ActorOf(Props.Create<EchoActor>(), "echo");
        Select(Sys, Far, "user/echo").Tell("hello");
        await ExpectMsgAsync("hello");
        TestProbe probe = CreateTestProbe(Far);
        Select(Far, Sys, "user/echo").Tell("hello", probe.Ref);
        await probe.ExpectMsgAsync("hello");
        Assert.True((await associations.ExpectMsgAsync<AssociatedEvent>()).IsInbound);
        Assert.False(associations.HasMessages);
    }

    [Fact]
    public async Task An_association_with_nobody_is_an_error_with_a_reason()
    {
        TestProbe errors = Events<AssociationErrorEvent>(Sys);
        Address nobody = Ground.Nobody();
        Sys.ActorSelection(PathAt(nobody, "user/noone")).Tell("hello");
        AssociationErrorEvent error = await errors.ExpectMsgAsync<AssociationErrorEvent>();
        Assert.Equal(nobody, error.RemoteAddress);
        Assert.False(error.IsInbound);
        Assert.NotEmpty(error.Cause.Message);
    }

    [Fact]
    public async Task Both_sides_that_dial_at_once_understand_each_other()
    {
        Far.ActorOf(Props.Create<EchoActor>(), "echo");
        Sys.ActorOf(Props.Create<EchoActor>(), "echo");
        for (int round = 0; round < 5; round++)
        {
            ActorSystem third = NewSystem("Third");
            third.ActorOf(Props.Create<EchoActor>(), "echo");
            TestProbe near = CreateTestProbe();
            TestProbe far = CreateTestProbe(third);
            using Barrier barrier = new(2);
            Task[] both =
            [
                Task.Factory.StartNew(() => Dial(barrier, Sys, third, near), TaskCreationOptions.LongRunning),
                Task.Factory.StartNew(() => Dial(barrier, third, Sys, far), TaskCreationOptions.LongRunning),
            ];
            await Task.WhenAll(both);
            for (int i = 0; i < 100; i++) await near.ExpectMsgAsync(i);
            for (int i = 0; i < 100; i++) await far.ExpectMsgAsync(i);
        }
    }

    private static void Dial(Barrier barrier, ActorSystem from, ActorSystem at, TestProbe probe)
    {
        ActorSelection echo = Select(from, at, "user/echo");
        barrier.SignalAndWait();
        for (int i = 0; i < 100; i++) echo.Tell(i, probe.Ref);
    }
}
