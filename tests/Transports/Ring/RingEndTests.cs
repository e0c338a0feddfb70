using System.Runtime.InteropServices;
using Bus.Transports.Mechanisms;
using Xunit;

namespace Bus.Transports.Tests.Ring;

/// <summary>How the reading of a ring comes to its end.</summary>
public sealed unsafe class RingEndTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A peer whose control socket has ended has written its last. One that goes on must not keep the link from ending.
    /// </summary>
    [Fact]
    public void What_is_written_after_the_end_is_not_read()
    {
        using var pair = new RingPair(64 * 1024, TimeSpan.Zero);
        var buffer = new byte[64 * 1024];
        Assert.Equal(4, pair.Mine.Outbound.TryWrite(new byte[4]));
        pair.Theirs.Inbound.Complete();
        Assert.Equal(4, pair.Theirs.Inbound.Read(buffer));
        Assert.Equal(2, pair.Mine.Outbound.TryWrite(new byte[2]));
        Assert.Equal(0, pair.Theirs.Inbound.Read(buffer));
    }

    /// <summary>The kernel refuses to sleep on a word that is not aligned; a sandbox may refuse it always.</summary>
    [Fact]
    public void A_sleep_that_the_kernel_refuses_can_still_be_interrupted()
    {
        var words = (ulong*)NativeMemory.AllocZeroed(4, sizeof(ulong));
        try
        {
            var sleeper = new RingSleeper(words, (ulong*)((byte*)words + 17), new AdaptiveSpin(TimeSpan.Zero), new FutexWakeUp(0));
            Assert.Throws<MechanismException>(() => sleeper.WaitWhile(0));
            var interrupter = new Thread(sleeper.Interrupt) { IsBackground = true };
            interrupter.Start();
            Assert.True(interrupter.Join(Limit), "The interrupter waits for a sleeper that has left.");
        }
        finally
        {
            NativeMemory.Free(words);
        }
    }
}
