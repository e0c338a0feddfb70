using Akka.Actor;
using Bus.Services;
using Bus.Testing;
using Bus.Testing.Actors;
using Bus.Tests.Lanes;
using Xunit;

namespace Bus.Tests.Services;

/// <summary>Members that come and go while they are asked.</summary>
public sealed class ChurnTests : LaneTests
{
    [Theory]
    [InlineData(ServiceRouting.RoundRobin)]
    [InlineData(ServiceRouting.LeastOutstanding)]
    public async Task Whoever_fails_over_is_answered_and_nothing_is_left_behind(ServiceRouting routing)
    {
        const int Askers = 4;
        const int Questions = 2000;
        var near = new ServiceNode(Start("Near", "bus.services.fail-over-limit = 1000"));
        var service = near.Service("orders", new ServiceUse { FailOver = true });
        using var enough = new CancellationTokenSource();
        var churn = Task.Run(async () =>
        {
            var members = new Queue<IActorRef>();
            while (!enough.IsCancellationRequested || members.Count == 0)
            {
                var member = near.Node.System.ActorOf(Props.Create(() => new EchoActor()));
                await near.Registry.Register("orders", member, routing);
                members.Enqueue(member);
                // Sometimes the last one goes too.
                while (members.Count > (member.Path.Uid & 1))
                    near.Node.System.Stop(members.Dequeue());
                await Task.Yield();
            }
        });
        var asking = Task.WhenAll(Enumerable.Range(0, Askers).Select(asker => Task.Run(async () =>
        {
            for (var i = 0; i < Questions; i++)
                Assert.Equal(i, await service.Ask<int>(i, Eventually.Patience));
        })));
        await asking;
        await enough.CancelAsync();
        await churn;
        await Eventually.True("nobody owes an answer", () => ((ServiceRef)service).Service.Waiting == 0);
    }
}
