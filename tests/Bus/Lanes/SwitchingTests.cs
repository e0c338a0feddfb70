using Akka.Actor;
using Akka.Remote;
using Bus.Lanes;
using Bus.Testing;
using Bus.Testing.Lanes;
using Bus.Tests.Lanes.Actors;
using Xunit;

namespace Bus.Tests.Lanes;

/// <summary>Messages stay in order when they go the classic way first and by lane then.</summary>
public sealed class SwitchingTests : LaneTests
{
    private const int Port = 4711;

    [Fact]
    public async Task A_peer_that_appears_later_gets_everything_in_order_from_then_on()
    {
        var near = Start("Near");
        var address = new Address("akka.ipc", "Far", "local", Port);
        using var enough = new CancellationTokenSource();
        var there = new SequenceLog();
        var target = near.Find(address, "/user/sequence");
        var sending = SendSteadily(target, Flood.Senders(near.System, 3), enough.Token);
        await near.HasStateFor(address, LaneState.Classic);
        var far = Start("Far", port: Port);
        far.Sequence(there);
        await near.IsOpenTo(address);
        var opened = there.Received;
        await Eventually.True("messages go on", () => there.Received > opened + 3000);
        await enough.CancelAsync();
        await sending;
        await LastArrives(near, target, there);
        Assert.True(there.Report.IsIntactRun, there.Report.ToString());
    }

    /// <summary>
    /// The peer is spoken with the classic way, over an association that it has opened itself; it can be dialled for a while, and then not
    /// for a while.
    /// </summary>
    [Theory]
    [InlineData("5 s")]
    [InlineData("10 ms")]
    public async Task A_peer_that_refuses_lanes_and_then_takes_them_gets_everything_in_order(string patience)
    {
        const int Switches = 6;
        var settings = $"bus.lanes.handshake-timeout = {patience}";
        var near = Start("Near", settings);
        var far = Start("Far", settings, Port);
        var there = new SequenceLog();
        var target = near.Find(far, far.Sequence(there));
        var associated = near.Published<AssociatedEvent>();
        far.System.ActorOf(Props.Create(() => new WatchingActor(far.Find(near, near.Echo()))));
        var socket = Directory.GetFiles(Folder, Port + ".sock", SearchOption.AllDirectories).Single();
        await Eventually.True("they are associated", () => !associated.IsEmpty);
        Assert.Equal(LaneState.Idle, near.PeerAt(far).State);
        using var enough = new CancellationTokenSource();
        File.Move(socket, socket + ".away");
        var sending = Flood.Pour(target, Flood.Senders(near.System, 3), there, enough.Token);
        for (var i = 0; i < Switches; i++)
        {
            await near.HasStateFor(far.Address, LaneState.Classic);
            var before = there.Received;
            await Eventually.True("messages go the classic way", () => there.Received > before + 1000);
            File.Move(socket + ".away", socket);
            await near.IsOpenTo(far.Address);
            Assert.InRange(near.PeerAt(far).LaneCount, 1, 2);
            before = there.Received;
            await Eventually.True("messages go by lane", () => there.Received > before + 1000);
            File.Move(socket, socket + ".away");
            await Eventually.True("the lanes are closed, and none can be opened", () =>
            {
                near.PeerAt(far).Close();
                far.PeerAt(near).Close();
                return near.PeerAt(far).State == LaneState.Classic;
            });
        }

        await enough.CancelAsync();
        var sent = await sending;
        await Eventually.True("all have arrived", () => there.Received == sent);
        Assert.Equal(new SequenceReport(sent, 3, 0, 0, null), there.Report);
    }

    private static Task SendSteadily(IActorRef target, IReadOnlyList<IActorRef> senders, CancellationToken until) =>
        Task.WhenAll(senders.Select(async sender =>
        {
            for (var i = 0; !until.IsCancellationRequested; i++)
            {
                target.Tell(i, sender);
                // Slower than the peer, so that nothing is dropped.
                if (i % 50 == 0)
                    await Task.Delay(1);
            }
        }));

    /// <summary>A message that comes after all of those.</summary>
    private static async Task LastArrives(LaneNode from, IActorRef target, SequenceLog log)
    {
        var last = Flood.Senders(from.System, 1)[0];
        target.Tell(0, last);
        await Eventually.True("the last one has arrived", () => log.PositionOf(last.Path.Name) == 1);
    }
}
