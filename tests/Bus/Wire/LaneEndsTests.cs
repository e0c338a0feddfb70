using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Remote;
using Bus.Lanes;
using Bus.Testing;
using Bus.Transports;
using Xunit;

namespace Bus.Tests.Wire;

/// <summary>Lanes come and go, and leave nothing behind.</summary>
public sealed class LaneEndsTests
{
    /// <summary>Actors and references live on, with the names that the lane gave them.</summary>
    [Fact]
    public async Task A_lane_that_has_ended_is_collected()
    {
        await using var system = new WireSystem();
        var recipient = system.Remote("r");
        var sender = system.System.ActorOf(Props.Empty, "s");
        var gone = UseAndEnd(system, recipient, sender);
        await Eventually.True("the lane is collected", () =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return !gone.IsAlive;
        });
        GC.KeepAlive(recipient);
        GC.KeepAlive(sender);
    }

    [Fact]
    public async Task A_peer_that_says_no_hello_is_closed()
    {
        await using var system = new WireSystem("bus.lanes.handshake-timeout = 100 ms");
        using var end = new LaneEnd(system);
        await end.Link.Ended.WaitAsync(Eventually.Patience);
        await Eventually.True("the lane is forgotten", () => end.Peer.LaneCount == 0);
    }

    [Fact]
    public async Task A_peer_has_only_so_many_lanes()
    {
        await using var system = new WireSystem();
        var ends = new List<LaneEnd>();
        Assert.Throws<ProtocolViolationException>(() =>
        {
            while (ends.Count < 100)
                ends.Add(new LaneEnd(system));
        });
        Assert.Equal(ends.Count, ends[0].Peer.LaneCount);
        Assert.InRange(ends.Count, 4, 32);
        ends.ForEach(end => end.Dispose());
    }

    /// <summary>The name of another lane means nothing on this one, or somebody else.</summary>
    [Fact]
    public async Task A_reference_has_a_name_of_its_own_on_each_lane()
    {
        await using var system = new WireSystem();
        using LaneEnd first = new(system), second = new(system);
        var recipient = (LaneActorRef)system.Remote("r");
        var name = recipient.NameOn(first.Lane.Outbound);
        Assert.Same(name, recipient.NameOn(first.Lane.Outbound));
        Assert.NotSame(name, recipient.NameOn(second.Lane.Outbound));
        Assert.Same(second.Lane.Outbound.Token, recipient.NameOn(second.Lane.Outbound).Lane);
    }

    /// <summary>The reader is in a user's code and cannot be ended; all other links are, and the address is given up.</summary>
    [Fact]
    public async Task A_deserializer_that_does_not_come_back_does_not_keep_the_transport_from_ending()
    {
        await using var near = new WireSystem(StuckSerializer.Hocon);
        var far = new WireSystem(StuckSerializer.Hocon + "\nakka.remote.ipc.flush-timeout = 100 ms", "There", near.Directory);
        try
        {
            near.Remote("r", far.Address).Tell(new StuckSerializer.Message());
            Assert.True(await Task.Run(() => StuckSerializer.Entered.Wait(Eventually.Patience)));
            Assert.True(await IpcTransport.Of(far.System)!.Shutdown().WaitAsync(Eventually.Patience));
        }
        finally
        {
            StuckSerializer.Release.Set();
            await far.DisposeAsync();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference UseAndEnd(WireSystem system, RemoteActorRef recipient, IActorRef sender)
    {
        using var end = new LaneEnd(system);
        end.Greet();
        for (var i = 0; i < 3; i++)
            recipient.Tell("hi", sender);
        Assert.Equal(LaneFrameKind.Message, end.TakeKinds()[^1]);
        end.Link.Close("enough");
        Assert.True(end.Link.Ended.Wait(Eventually.Patience));
        return new WeakReference(end.Lane.Outbound);
    }
}
