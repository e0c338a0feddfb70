using System.Collections.Concurrent;
using Bus.Testing;
using Bus.Testing.Raw;
using Google.Protobuf;
using Xunit;

namespace Bus.Conformance.Tests;

/// <content>More than the other side takes.</content>
public abstract partial class MechanismConformance
{
    [Fact]
    public async Task A_writer_is_refused_once_a_slow_reader_has_filled_the_bounded_memory_and_nothing_is_lost()
    {
        const int Length = 1000;
        const int OutboxLimit = 1024 * 1024;
        // What a channel may hold beside the outbox: a ring of 1 MiB, or what the kernel buffers for a socket.
        const int MostInChannel = 2 * 1024 * 1024;
        using var gate = new ManualResetEventSlim();
        var sequence = new NumberedSequence();
        var a = await ListenA($"outbox-limit = {OutboxLimit}b");
        var b = await ListenB(onPayload: (_, payload) =>
        {
            gate.Wait();
            sequence.Check(payload);
        });
        var (near, _) = await Link(a, b);

        var accepted = 0;
        while (near.Handle.Write(NumberedPayload.Create(accepted, Length)))
            Assert.InRange(++accepted * (long)Length, 0, OutboxLimit + MostInChannel);
        gate.Set();
        var more = accepted + 20_000;
        while (accepted < more && near.SendPatiently(NumberedPayload.Create(accepted, Length)))
            accepted++;

        await Eventually.True($"all {more} come", () => sequence.Count == more || sequence.Damage is not null);
        Assert.Null(sequence.Damage);
    }

    [Fact]
    public async Task Two_sides_that_flood_each_other_get_everything_in_order()
    {
        const int Count = 30_000;
        const int Length = 1500;
        var sequence = new NumberedSequence();
        var a = await ListenA("outbox-limit = 1 MiB", (_, payload) => sequence.Check(payload));
        var peer = await StartPeer("exchange", "--count", Text(Count), "--length", Text(Length), "--settings", "outbox-limit = 1 MiB");
        var link = await a.Dial(peer.Address!);
        Assert.Equal("linked", await peer.NextLine());
        await Task.Run(() =>
        {
            for (var i = 0; i < Count && link.SendPatiently(NumberedPayload.Create(i, Length)); i++)
            {
            }
        });
        await Eventually.True($"all {Count} come", () => sequence.Count == Count || sequence.Damage is not null);
        Assert.Null(sequence.Damage);
        link.HangUp();
        Assert.Equal($"sent {Count}, received {Count}", await peer.NextLine());
    }

    [Fact]
    public async Task Several_threads_write_to_one_link_and_each_ones_order_is_kept()
    {
        const int Threads = 4;
        const int Count = 5_000;
        var sequences = new ConcurrentDictionary<byte, NumberedSequence>();
        var a = await ListenA();
        var b = await ListenB(onPayload: (_, payload) =>
            sequences.GetOrAdd(payload[0], _ => new NumberedSequence()).Check(ByteString.CopyFrom(payload.Span[1..])));
        var (near, _) = await Link(a, b);
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(() =>
        {
            for (var i = 0; i < Count; i++)
                near.SendPatiently(ByteString.CopyFrom([(byte)thread, .. NumberedPayload.Create(i, 4 + (i % 200)).Span]));
        }, TaskCreationOptions.LongRunning)));
        await Eventually.True("all come", () =>
            sequences.Count == Threads && sequences.Values.All(s => s.Count == Count || s.Damage is not null));
        Assert.All(sequences.Values, sequence => Assert.Null(sequence.Damage));
    }
}
