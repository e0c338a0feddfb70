using System.Runtime.InteropServices;

namespace Bus.Benchmarks;

/// <summary>How long the calling thread has had a processor: <c>clock_gettime(2)</c>, which the packages of native calls do not have.</summary>
internal static partial class ThreadClock
{
    private const int ThreadProcessorTime = 3;

    public static TimeSpan Now => ClockGetTime(ThreadProcessorTime, out var time) == 0
        ? TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick))
        : throw new BenchmarkException("clock_gettime(CLOCK_THREAD_CPUTIME_ID) failed.");

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
