using Akka.Actor;
using Bus.Services;
using Bus.Tests.Lanes;
using Xunit;

namespace Bus.Tests.Services;

/// <summary>What the way from the sender to the member costs in memory.</summary>
public sealed class AllocationTests : LaneTests
{
    [Fact]
    public void Round_robin_allocates_nothing()
    {
        const int Count = 10_000;
        var near = new ServiceNode(Start("Near"));
        var service = (ServiceRef)near.Service("orders");
        var sinks = Enumerable.Range(0, 3).Select(_ => new Sink(near.Node.Provider)).ToArray();
        foreach (var sink in sinks)
            service.Service.Add(new ServiceMember(sink, ServiceRouting.RoundRobin, 1, 1, isOwn: false));
        Tell(100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Tell(Count);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(Count + 100, sinks.Sum(sink => sink.Count));

        void Tell(int count)
        {
            for (var i = 0; i < count; i++)
                service.Tell("hello", sinks[0]);
        }
    }

    private sealed class Sink(IActorRefProvider provider) : MinimalActorRef
    {
        public int Count { get; private set; }

        public override ActorPath Path { get; } = provider.RootPath / "sink";

        public override IActorRefProvider Provider => provider;

        protected override void TellInternal(object message, IActorRef sender) => Count++;
    }
}
