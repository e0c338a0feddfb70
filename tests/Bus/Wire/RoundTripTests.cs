using System.Collections.Concurrent;
using Akka.Actor;
using Bus.Lanes;
using Bus.Testing;
using CsCheck;
using Xunit;

namespace Bus.Tests.Wire;

/// <summary>What goes into one end of a lane comes out of the other, whatever the actors, sizes, evictions of names, and cuts of blocks are.</summary>
public sealed class RoundTripTests
{
    private const int Actors = 24;

    private static readonly Gen<object> Message = Gen.Frequency(
        (8, Gen.Int[0, 300].Select(size => (object)new string('x', size))),
        (4, Gen.Int.Select(number => (object)number)),
        (2, Gen.Byte.Array[0, 2000].Select(bytes => (object)bytes)),
        (1, Gen.Int[LaneFormat.SliceBytes - 2, (3 * LaneFormat.SliceBytes) + 2].Select(size => (object)new string('y', size))));

    private static readonly Gen<(int To, int From, object Message, int Cut)[]> Messages =
        Gen.Select(Gen.Int[0, Actors - 1], Gen.Int[-1, Actors - 1], Message, Gen.Int[1, 40_000]).Array[1, 150];

    [Fact]
    public async Task What_comes_out_is_what_went_in()
    {
        await using var near = new WireSystem("bus.lanes.maximum-names = 16");
        await using var far = new WireSystem("bus.lanes.maximum-names = 16", "There", near.Directory);
        var inbox = new ConcurrentQueue<(int To, string From, object Message)>();
        for (var i = 0; i < Actors; i++)
            far.System.ActorOf(Props.Create(() => new Recorder(i, inbox)), "r" + i);
        var recipients = Enumerable.Range(0, Actors).Select(i => near.Remote("r" + i, far.Address)).ToArray();
        var senders = Enumerable.Range(0, Actors).Select(i => near.System.ActorOf(Props.Empty, "s" + i)).ToArray();
        Messages.Sample(messages =>
        {
            inbox.Clear();
            using var here = new LaneEnd(near, far.Address, dialledHere: true);
            using var there = new LaneEnd(far, near.Address);
            Assert.True(SpinWait.SpinUntil(
                () =>
                {
                    Carry(here, there, 7);
                    return here.Lane.Greeted.IsCompleted;
                },
                Eventually.Patience));
            foreach (var (to, from, message, cut) in messages)
            {
                Carry(here, there, cut);
                Assert.Equal(LaneResult.Done, here.Send(message, recipients[to], from < 0 ? null : senders[from]));
            }

            Assert.True(SpinWait.SpinUntil(
                () =>
                {
                    Carry(here, there, 1000);
                    return inbox.Count >= messages.Length;
                },
                Eventually.Patience));
            var sent = messages.Select(m => (m.To, From: m.From < 0 ? "deadLetters" : "s" + m.From, m.Message));
            Assert.Equal(InOrder(sent), InOrder(inbox));
            here.Link.Close("done");
            there.Link.Close("done");
            Assert.True(SpinWait.SpinUntil(() => here.Peer.LaneCount + there.Peer.LaneCount == 0, Eventually.Patience));
        }, iter: 60, threads: 1, print: messages => $"{messages.Length} messages");
    }

    private static void Carry(LaneEnd here, LaneEnd there, int cut)
    {
        Cut(here.Outbound.Take(), there, cut);
        Cut(there.Outbound.Take(), here, cut);

        static void Cut(byte[] bytes, LaneEnd end, int cut)
        {
            for (var at = 0; at < bytes.Length; at += cut)
                end.Bring(bytes.AsSpan(at, Math.Min(cut, bytes.Length - at)));
        }
    }

    /// <summary>By pair of actors: among these the order is kept.</summary>
    private static IEnumerable<string> InOrder(IEnumerable<(int To, string From, object Message)> messages) => messages
        .GroupBy(m => (m.To, m.From)).OrderBy(pair => pair.Key)
        .SelectMany(pair => pair.Select(m => $"{m.To} {m.From} {(m.Message is byte[] bytes ? Convert.ToHexString(bytes) : m.Message)}"));

    private sealed class Recorder(int number, ConcurrentQueue<(int, string, object)> inbox) : UntypedActor
    {
        protected override void OnReceive(object message) => inbox.Enqueue((number, Sender.Path.Name, message));
    }
}
