using System.Runtime.InteropServices;
using Bus.Transports.Interop;
using Bus.Transports.Mechanisms;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace Bus.Transports.Tests.Ring;

/// <summary>What a peer may say of its wake-ups, and what it can do with them.</summary>
public sealed unsafe class WakeUpTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly PeerCredentials Stranger = new(Environment.ProcessId, UserOfThisProcess.Id + 1);

    private readonly ulong* _parked = (ulong*)NativeMemory.AllocZeroed(sizeof(ulong));
    private readonly ulong* _position = (ulong*)NativeMemory.AllocZeroed(sizeof(ulong));

    public void Dispose()
    {
        NativeMemory.Free(_parked);
        NativeMemory.Free(_position);
    }

    [Theory]
    [MemberData(nameof(WakeUpKindsData.Sleeping), MemberType = typeof(WakeUpKindsData))]
    public void The_dialler_decides(RingWakeUp kind)
    {
        using var proposal = new MemfdMechanism().Propose(new MechanismOptions { RingCapacity = 4096, RingWakeUp = kind });
        Assert.Equal(kind, RingOffer.Decode(proposal.Offer.Details).Kind);
        var (channels, answer) = new MemfdMechanism().Accept(proposal.Offer, new MechanismOptions { RingCapacity = 4096, RingWakeUp = RingWakeUp.Futex });
        using (channels)
        using (answer)
        {
            Assert.Equal(kind, RingOffer.Decode(answer.Details).Kind);
            Assert.Equal(1, answer.DescriptorCount);
        }
    }

    [Fact]
    public void To_spin_takes_two()
    {
        using var proposal = new MemfdMechanism().Propose(new MechanismOptions { RingCapacity = 4096, RingWakeUp = RingWakeUp.Spin });
        var error = Assert.Throws<MechanismException>(() => new MemfdMechanism().Accept(proposal.Offer, new MechanismOptions { RingCapacity = 4096 }));
        Assert.Contains("this side is set to futex", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_with_another_kind_is_refused()
    {
        using var proposal = new MemfdMechanism().Propose(new MechanismOptions { RingCapacity = 4096, RingWakeUp = RingWakeUp.Futex });
        var (channels, answer) = new MemfdMechanism().Accept(proposal.Offer, new MechanismOptions { RingCapacity = 4096 });
        using (channels)
        using (answer)
        {
            var ring = RingOffer.Decode(answer.Details);
            answer.Details = (ring with { Kind = RingWakeUp.Eventfd }).Encode();
            Assert.Contains("must have 1", Assert.Throws<ProtocolViolationException>(() => proposal.Complete(answer)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0, 0, 0, "kind 0")]
    [InlineData(8, 0, 0, "kind 8")]
    [InlineData((int)RingWakeUp.Futex, 0, 1, "has 1 descriptors and 0 bytes")]
    [InlineData((int)RingWakeUp.Futex, 1, 0, "this one has 1 and 1")]
    [InlineData((int)RingWakeUp.Eventfd, 0, 3, "has 5 descriptors")]
    [InlineData((int)RingWakeUp.Eventfd, 0, 4, "what came with the offer is none")]
    [InlineData((int)RingWakeUp.PosixSemaphore, 0, 2, "has seals")]
    [InlineData((int)RingWakeUp.MutexCondvar, 0, 2, "has seals")]
    [InlineData((int)RingWakeUp.SysvSemaphore, 4, 0, "and 8 bytes")]
    [InlineData((int)RingWakeUp.SysvSemaphore, 8, 0, "System V semaphore set")]
    public void What_cannot_be_is_refused(int kind, int details, int descriptors, string complaint)
    {
        using var proposal = new MemfdMechanism().Propose(new MechanismOptions { RingCapacity = 4096 });
        var ring = RingOffer.Decode(proposal.Offer.Details);
        var forged = ring with { Kind = (RingWakeUp)kind, WakeUp = Enumerable.Repeat((byte)0x7F, details).ToArray() };
        using var offer = new ChannelOffer(forged.Encode(), [proposal.Offer.Take(0), .. Enumerable.Range(0, descriptors).Select(_ => NoWakeUp())]);
        var violation = Assert.Throws<ProtocolViolationException>(() => new MemfdMechanism().Accept(offer, new MechanismOptions { RingCapacity = 4096 }));
        Assert.Contains(complaint, violation.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RingWakeUp.PosixSemaphore)]
    [InlineData(RingWakeUp.MutexCondvar)]
    [InlineData(RingWakeUp.Signal)]
    public void A_peer_of_another_user_is_refused_where_trust_is_needed(RingWakeUp kind)
    {
        using var proposal = new MemfdMechanism().Propose(new MechanismOptions { RingCapacity = 4096, RingWakeUp = kind });
        var taken = Enumerable.Range(0, proposal.Offer.DescriptorCount).Select(proposal.Offer.Take).ToArray();
        using var offer = new ChannelOffer(proposal.Offer.Details, taken) { Sender = Stranger };
        var error = Assert.Throws<MechanismException>(() => new MemfdMechanism().Accept(offer, new MechanismOptions { RingCapacity = 4096 }));
        Assert.Contains($"user {Stranger.UserId}", error.Message, StringComparison.Ordinal);
        Assert.Contains("use futex", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_semaphore_set_that_others_have_already_is_refused()
    {
        var mine = SysvSemaphores.Create();
        var other = SysvSemaphores.Attach(mine.Id);
        Assert.Contains("used by 2", Assert.Throws<ProtocolViolationException>(() => SysvSemaphores.Attach(mine.Id)).Message, StringComparison.Ordinal);
        other.Remove();
        Assert.Contains("has gone", Assert.Throws<ProtocolViolationException>(() => SysvSemaphores.Attach(mine.Id)).Message, StringComparison.Ordinal);
        mine.Remove();
    }

    [Fact]
    public void Limits_are_named_with_their_values_and_the_way_out() => Assert.Matches(@"kernel\.sem allows \([0-9 ]+:.*sysctl", SysvSemaphores.Advice(28));

    /// <summary>As <c>ipcrm(1)</c> does it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_set_that_a_stranger_removes_loses_no_wake(bool whileAsleep)
    {
        using var wakeUps = new WakeUpPair(RingWakeUp.SysvSemaphore);
        var waker = new RingWaker(_position, _parked, wakeUps.Writer);
        var id = MemoryMarshal.Read<int>(wakeUps.Reader.Details.Span);
        if (!whileAsleep)
            SysvSemaphoreCalls.Remove(id);
        var sleeper = new RingSleeper(_parked, _position, new AdaptiveSpin(TimeSpan.Zero), wakeUps.Reader);
        for (ulong move = 1; move < 100; move++)
        {
            var thread = new ParkedThread(_parked, sleeper, move - 1);
            if (whileAsleep && move == 50)
                SysvSemaphoreCalls.Remove(id);
            Volatile.Write(ref *_position, move);
            thread.WokenBy(waker, move);
        }
    }

    /// <summary>The peer has made its eventfd block, and filled it.</summary>
    [Fact]
    public void A_wake_that_waits_in_a_hostile_peers_eventfd_is_freed_at_the_interrupt()
    {
        var reader = WakeUpKinds.Create(RingWakeUp.Eventfd, WakeUp.Reader);
        var descriptors = reader.Share();
        using var writer = EventfdWakeUp.Attach(WakeUp.Writer, descriptors[0].Duplicate("test"), descriptors[1].Duplicate("test"));
        using (reader)
        using (descriptors[0])
        using (descriptors[1])
        {
            Assert.Equal(0, Tmds.Linux.LibC.fcntl(descriptors[0].Number(), Tmds.Linux.LibC.F_SETFL, 0));
            var most = ulong.MaxValue - 1;
            Assert.Equal(8, (long)Tmds.Linux.LibC.write(descriptors[0].Number(), &most, 8));
            var thread = 0;
            var waker = new Thread(() =>
            {
                Volatile.Write(ref thread, ThreadSignal.CurrentThread);
                writer.Wake(_position);
            });
            waker.Start();
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref thread) is > 0 and var id && InWrite(id), Limit));
            writer.Interrupt(_position);
            Assert.True(waker.Join(Limit));
        }
    }

    [Fact]
    public void A_signal_goes_to_no_other_process_than_the_peers()
    {
        using var wakeUp = new SignalWakeUp(WakeUp.Writer);
        using var pair = new WakeUpPair(RingWakeUp.Signal);
        using var memory = MappedMemory.MapPrivate(RingLayout.RegionBytes(4096));
        var region = RingRegion.Initialize(memory, 4096, 1);
        wakeUp.Connect(region, region, null);
        *region.ReaderThread = (1UL << 32) | 1;
        Assert.Contains("process 1", Assert.Throws<ProtocolViolationException>(() => wakeUp.Wake(_position)).Message, StringComparison.Ordinal);
        // A thread that is not there, one that is no thread of ours, and one that has not blocked the signal: nothing happens.
        foreach (var thread in new[] { int.MaxValue - 7, 1, Environment.ProcessId })
        {
            *region.ReaderThread = ((ulong)Environment.ProcessId << 32) | (uint)thread;
            wakeUp.Wake(_position);
        }
    }

    [Fact]
    public void Signals_need_one_pid_namespace()
    {
        using var wakeUp = new SignalWakeUp(WakeUp.Writer);
        using var memory = MappedMemory.MapPrivate(RingLayout.RegionBytes(4096));
        var region = RingRegion.Initialize(memory, 4096, 1);
        var elsewhere = new PeerCredentials(0, UserOfThisProcess.Id);
        Assert.Contains("one pid namespace", Assert.Throws<MechanismException>(() => wakeUp.Connect(region, region, elsewhere)).Message, StringComparison.Ordinal);
    }

    /// <summary>The number of the system call that a thread is in; write is 1 or 64.</summary>
    private static bool InWrite(int thread) => File.ReadAllText($"/proc/self/task/{thread}/syscall").Split(' ')[0] is "1" or "64";

    private static SafeFileHandle NoWakeUp() => File.OpenHandle("/dev/null");
}
