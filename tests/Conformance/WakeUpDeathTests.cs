using System.Globalization;
using Bus.Testing;
using Bus.Testing.Processes;
using Bus.Transports;
using Bus.Transports.Interop;
using Bus.Transports.Mechanisms;
using Xunit;

namespace Bus.Conformance.Tests;

/// <summary>
/// Wake-ups in memory that both sides write, and a peer in a process of its own that is killed, or stopped, in the worst place.
/// This side always gets its threads back.
/// </summary>
public class WakeUpDeathTests
{
    /// <summary>The seat of the writer is the peer's: a wake for it waits for the mutex.</summary>
    [Theory]
    [InlineData(WakeUp.Reader, true)]
    [InlineData(WakeUp.Reader, false)]
    [InlineData(WakeUp.Writer, true)]
    [InlineData(WakeUp.Writer, false)]
    public async Task A_mutex_whose_holder_is_killed_or_stopped_lets_go_at_the_interrupt(int seat, bool kill)
    {
        var (wakeUp, file) = Create(RingWakeUp.MutexCondvar);
        using (wakeUp)
        using (file)
        {
            await using var peer = await Start(RingWakeUp.MutexCondvar, "hold", seat, file);
            await End(peer, kill);
            var blocked = Run(() =>
            {
                if (seat == WakeUp.Reader)
                    Sleep(wakeUp);
                else
                    Wake(wakeUp);
            });
            Interrupt(wakeUp);
            await blocked.WaitAsync(Eventually.Patience);
        }
    }

    /// <summary>As if it had died inside pthread_cond_signal, with this side asleep in pthread_cond_wait.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sleeper_leaves_a_condition_variable_whose_mutex_is_held_by_who_is_killed_or_stopped(bool kill)
    {
        var (wakeUp, file) = Create(RingWakeUp.MutexCondvar);
        using (wakeUp)
        using (file)
        {
            var asleep = Run(() => Sleep(wakeUp));
            await using var peer = await Start(RingWakeUp.MutexCondvar, "hold", WakeUp.Reader, file);
            await End(peer, kill);
            Interrupt(wakeUp);
            await asleep.WaitAsync(Eventually.Patience);
        }
    }

    [Theory]
    [InlineData(RingWakeUp.MutexCondvar)]
    [InlineData(RingWakeUp.PosixSemaphore)]
    public async Task Who_is_killed_asleep_does_not_hold_up_its_waker(RingWakeUp kind)
    {
        var (wakeUp, file) = Create(kind);
        using (wakeUp)
        using (file)
        {
            await using var peer = await Start(kind, "sleep", WakeUp.Writer, file);
            // Sooner, it may hold the mutex: that is another test.
            await Eventually.True("the peer waits in the kernel, in the page", () => SleepsIn("akka-ipc-wake", peer.Id));
            await End(peer, kill: true);
            await Run(() =>
            {
                for (var i = 0; i < 1000; i++)
                    Wake(wakeUp);
            }).WaitAsync(Eventually.Patience);
        }
    }

    /// <summary>A page full of anything, as a hostile peer, or one killed in the middle of a write, may leave it.</summary>
    [Theory]
    [InlineData(RingWakeUp.MutexCondvar, 0x00)]
    [InlineData(RingWakeUp.MutexCondvar, 0xFF)]
    [InlineData(RingWakeUp.PosixSemaphore, 0x00)]
    public async Task A_sleeper_leaves_a_page_that_was_overwritten_while_it_slept(RingWakeUp kind, byte value)
    {
        var (wakeUp, file) = Create(kind);
        using (wakeUp)
        using (file)
        using (var hostile = MappedMemory.Map(file, Environment.SystemPageSize, writable: true))
        {
            var thread = 0;
            var asleep = Run(() =>
            {
                Volatile.Write(ref thread, ThreadSignal.CurrentThread);
                Sleep(wakeUp);
            });
            await Eventually.True("the thread waits in the kernel for a futex", () => Volatile.Read(ref thread) is > 0 and var id && WaitsForFutex(id));
            Fill(hostile, 0, (int)hostile.Length, value);
            Interrupt(wakeUp);
            await asleep.WaitAsync(Eventually.Patience);
        }
    }

    /// <summary>An inner lock of the condition variable that nobody will ever let go: its last signaller died with it.</summary>
    [Fact]
    public async Task A_waker_leaves_a_condition_variable_whose_inner_lock_is_taken_for_ever()
    {
        var (wakeUp, file) = Create(RingWakeUp.MutexCondvar);
        using (wakeUp)
        using (file)
        using (var hostile = MappedMemory.Map(file, Environment.SystemPageSize, writable: true))
        {
            // Of the writer's seat: the mutex is left as it is.
            Fill(hostile, WakePage.SeatBytes + 0x40, 48, 0xFF);
            var blocked = Run(() => Wake(wakeUp));
            Interrupt(wakeUp);
            await blocked.WaitAsync(Eventually.Patience);
        }
    }

    [Fact]
    public async Task A_semaphore_set_is_there_for_as_long_as_somebody_lives_who_has_it_and_no_longer()
    {
        await using var peer = PeerProcess.Start("wake-up", "--kind", "sysv-semaphore", "--act", "create");
        var id = int.Parse(await peer.NextLine(), CultureInfo.InvariantCulture);
        Leftovers.Remove();
        Assert.Equal(1, SysvSemaphoreCalls.ValueOf(id, 2));
        await End(peer, kill: true);
        // Any system on this machine that starts or stops now may be faster to remove it.
        Assert.InRange(SysvSemaphoreCalls.ValueOf(id, 2), -1, 0);
        Leftovers.Remove();
        Assert.Equal(-1, SysvSemaphoreCalls.ValueOf(id, 2));
    }

    /// <summary>This side is the reader.</summary>
    private static (WakeUp WakeUp, Microsoft.Win32.SafeHandles.SafeFileHandle File) Create(RingWakeUp kind)
    {
        var wakeUp = WakeUpKinds.Create(kind, WakeUp.Reader);
        return (wakeUp, wakeUp.Share()[0]);
    }

    private static async Task<PeerProcess> Start(RingWakeUp kind, string act, int seat, Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        var peer = PeerProcess.Start("wake-up", "--kind", WakeUpKinds.NameOf(kind), "--act", act,
            "--seat", seat.ToString(CultureInfo.InvariantCulture), "--file", $"/proc/{Environment.ProcessId}/fd/{file.Number()}");
        Assert.Equal(act + "s", await peer.NextLine());
        return peer;
    }

    private static async Task End(PeerProcess peer, bool kill)
    {
        if (!kill)
        {
            await peer.Stop();
            return;
        }

        peer.Kill();
        await peer.Ended();
    }

    private static Task Run(Action action) => Task.Factory.StartNew(action, TaskCreationOptions.LongRunning);

    /// <summary>The number of the system call that a thread is in; futex is 202 or 98.</summary>
    private static bool WaitsForFutex(int thread) => SystemCall($"/proc/self/task/{thread}")[0] is "202" or "98";

    private static string[] SystemCall(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "syscall")).Split(' ');
        }
        catch (IOException)
        {
            return ["it has just ended"];
        }
    }

    /// <summary>True if a thread of a process waits for a futex in a file that the process has mapped.</summary>
    private static bool SleepsIn(string file, int process)
    {
        var ranges = File.ReadLines($"/proc/{process}/maps").Where(line => line.Contains(file, StringComparison.Ordinal))
            .Select(line => line.Split(' ')[0].Split('-').Select(Address).ToArray()).ToArray();
        return Directory.GetDirectories($"/proc/{process}/task").Select(SystemCall)
            .Any(call => call[0] is "202" or "98" && ranges.Any(range => Address(call[1][2..]) is var at && range[0] <= at && at < range[1]));
    }

    private static ulong Address(string digits) => ulong.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static unsafe void Fill(MappedMemory page, int at, int length, byte value) => new Span<byte>(page.Start + at, length).Fill(value);

    // These kinds have no need of a position.
    private static unsafe void Sleep(WakeUp wakeUp) => wakeUp.Sleep(null, 0);

    private static unsafe void Wake(WakeUp wakeUp) => wakeUp.Wake(null);

    private static unsafe void Interrupt(WakeUp wakeUp) => wakeUp.Interrupt(null);
}
