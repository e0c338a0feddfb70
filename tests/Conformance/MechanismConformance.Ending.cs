using Bus.Testing;
using Bus.Testing.Raw;
using Google.Protobuf;
using Xunit;

namespace Bus.Conformance.Tests;

/// <content>How a link ends when somebody wants it to.</content>
public abstract partial class MechanismConformance
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Either_side_ends_an_idle_link_for_both(bool dialler)
    {
        var (a, b) = (await ListenA(), await ListenB());
        var (near, far) = await Link(a, b);
        var (ending, other) = dialler ? (near, far) : (far, near);
        ending.HangUp();
        ending.HangUp();
        await Task.WhenAll(near.Closed(), far.Closed());
        ending.HangUp();
        other.HangUp();
        Assert.False(near.Handle.Write(ByteString.CopyFrom(1)));
        Assert.False(far.Handle.Write(ByteString.CopyFrom(1)));
    }

    [Fact]
    public async Task What_was_accepted_before_the_writer_hangs_up_in_a_flood_arrives()
    {
        var sequence = new NumberedSequence();
        var a = await ListenA("flush-timeout = 60 s");
        var b = await ListenB(onPayload: (_, payload) => sequence.Check(payload));
        var (near, far) = await Link(a, b);
        var flood = Task.Run(() => Flood(near));
        await Eventually.True("the flood runs", () => sequence.Count > 2000);
        near.HangUp();
        near.HangUp();
        await Task.WhenAll(near.Closed(), far.Closed());
        Assert.Equal($"received {await flood.WaitAsync(Eventually.Patience)}", sequence.ToString());
    }

    [Fact]
    public async Task A_reader_that_hangs_up_in_a_flood_ends_the_writer_and_has_an_intact_beginning()
    {
        var sequence = new NumberedSequence();
        var a = await ListenA();
        var b = await ListenB(onPayload: (_, payload) => sequence.Check(payload));
        var (near, far) = await Link(a, b);
        var flood = Task.Run(() => Flood(near));
        await Eventually.True("the flood runs", () => sequence.Count > 2000);
        far.HangUp();
        far.HangUp();
        await Task.WhenAll(near.Closed(), far.Closed());
        Assert.InRange(sequence.Count, 2000, await flood.WaitAsync(Eventually.Patience));
        Assert.Null(sequence.Damage);
    }

    [Fact]
    public async Task Both_sides_hang_up_at_once_in_a_flood()
    {
        var sequence = new NumberedSequence();
        var a = await ListenA();
        var b = await ListenB(onPayload: (_, payload) => sequence.Check(payload));
        var (near, far) = await Link(a, b);
        var flood = Task.Run(() => Flood(near));
        await Eventually.True("the flood runs", () => sequence.Count > 2000);
        await Task.WhenAll(Task.Run(near.HangUp), Task.Run(far.HangUp));
        await Task.WhenAll(near.Closed(), far.Closed(), flood.WaitAsync(Eventually.Patience));
        Assert.Null(sequence.Damage);
    }

    [Fact]
    public async Task Shutdown_drains_what_was_accepted()
    {
        const int Count = 400;
        var sequence = new NumberedSequence();
        var a = await ListenA("flush-timeout = 60 s");
        var b = await ListenB(onPayload: (_, payload) =>
        {
            // A reader that takes its time: most of it is still in the outbox when the shutdown begins.
            Thread.SpinWait(20_000);
            sequence.Check(payload);
        });
        var (near, far) = await Link(a, b);
        for (var i = 0; i < Count; i++)
            near.Send(NumberedPayload.Create(i, 20_000));
        Assert.True(await a.Transport.Shutdown().WaitAsync(Eventually.Patience));
        await far.Closed();
        Assert.Equal($"received {Count}", sequence.ToString());
        Assert.False(near.Handle.Write(ByteString.CopyFrom(1)));
    }

    [Fact]
    public async Task Shutdown_gives_up_on_a_peer_that_takes_nothing()
    {
        using var gate = new ManualResetEventSlim();
        var a = await ListenA("flush-timeout = 200 ms");
        var b = await ListenB(onPayload: (_, _) => gate.Wait());
        var (near, far) = await Link(a, b);
        for (var i = 0; i < 400; i++)
            near.Send(NumberedPayload.Create(i, 20_000));
        Assert.True(await a.Transport.Shutdown().WaitAsync(Eventually.Patience));
        await near.Closed();
        gate.Set();
        await far.Closed();
    }

    [Fact]
    public async Task A_thousand_links_leave_no_descriptor_no_mapping_and_no_thread()
    {
        var process = StartProcess("cycles", "--count", "1000");
        Assert.Equal("begins", await process.NextLine());
        for (var cycles = 100; cycles <= 1000; cycles += 100)
            Assert.Equal($"{cycles} so far", await process.NextLine());
        Assert.Equal("nothing left after 1000", await process.NextLine());
        Assert.Equal(0, await process.Ended());
    }

    /// <summary>Writes until the link ends.</summary>
    /// <returns>How many were accepted.</returns>
    private static int Flood(RawLink link, TaskCompletionSource? begun = null)
    {
        var count = 0;
        while (link.SendPatiently(NumberedPayload.Create(count, 4 + (count % 500))))
        {
            count++;
            begun?.TrySetResult();
        }

        return count;
    }
}
