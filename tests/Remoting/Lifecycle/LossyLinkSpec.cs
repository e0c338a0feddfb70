using Akka.Actor;
using Akka.Remote.Transport;
using Bus.Remoting.Tests.Actors;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Lifecycle;

/// <summary>
/// Akka.NET's <c>AkkaProtocolStressTest</c>: on a link that loses messages (an adapter drops them), what arrives does so once and in order,
/// death watch is told nevertheless, and when the losses end everything passes again.
/// </summary>
public sealed class LossyLinkSpec(ITestOutputHelper output) : TwoSystemsSpec(output, """
    <transport>.applied-adapters = [gremlin]
    akka.remote {
      resend-interval = 0.3 s
      retry-gate-closed-for = 0.1 s
    }
    """)
{
    private const int Last = 3_000;

    [Fact]
    public async Task What_arrives_does_so_once_and_in_order()
    {
        Far.ActorOf(Props.Create<EchoActor>(), "echo");
        IActorRef echo = await Resolve(Sys, Far, "user/echo");
        await Lose(new FailureInjectorTransportAdapter.Drop(outboundDropP: 0.1, inboundDropP: 0.1));
        for (int i = 0; i < Last; i++) echo.Tell(i);
        // The losses end when all of them have gone out, which something that comes back tells; it may be lost itself.
        await AwaitAssertAsync(
            async () => Assert.Equal("sync", await echo.Ask<string>("sync", TimeSpan.FromSeconds(0.5))),
            TestKitSettings.DefaultTimeout);
        await Lose(FailureInjectorTransportAdapter.PassThru.Instance);
        echo.Tell(Last);

        int arrived = 0;
        for (int previous = -1; previous < Last; arrived++)
        {
            int number = await ExpectMsgAsync<int>();
            Assert.True(number > previous, $"{number} came after {previous}.");
            previous = number;
        }

        Assert.InRange(arrived, 2, Last);
    }

    [Fact]
    public async Task The_end_of_a_watched_actor_is_not_lost()
    {
        for (int i = 0; i < 10; i++)
        {
            IActorRef local = Far.ActorOf(Props.Create<EchoActor>(), $"echo{i}");
            IActorRef echo = await Resolve(Sys, Far, $"user/echo{i}");
            await Lose(new FailureInjectorTransportAdapter.Drop(outboundDropP: 0.3, inboundDropP: 0.3));
            await WatchAsync(echo);
            Far.Stop(local);
            await ExpectTerminatedAsync(echo);
            await Lose(FailureInjectorTransportAdapter.PassThru.Instance);
        }
    }

    private async Task Lose(FailureInjectorTransportAdapter.IGremlinMode mode) => Assert.True(
        await Provider(Sys).Transport.ManagementCommand(new FailureInjectorTransportAdapter.One(AddressOf(Far), mode)));
}
