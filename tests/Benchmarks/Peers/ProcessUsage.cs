using System.Globalization;

namespace Bus.Benchmarks.Peers;

/// <summary>What processes have used up since they started. It only grows: two looks make a difference.</summary>
/// <param name="Processor">The time of all processors, to a microsecond.</param>
/// <param name="AllocatedBytes">Managed memory, the garbage included.</param>
internal readonly record struct ProcessUsage(TimeSpan Processor, long AllocatedBytes)
{
    /// <summary>This process. It stops all of its threads for a moment: for looks between loads, not for one in the middle.</summary>
    public static ProcessUsage Now() => new(Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));

    public static ProcessUsage operator +(ProcessUsage left, ProcessUsage right) =>
        new(left.Processor + right.Processor, left.AllocatedBytes + right.AllocatedBytes);

    public static ProcessUsage operator -(ProcessUsage left, ProcessUsage right) =>
        new(left.Processor - right.Processor, left.AllocatedBytes - right.AllocatedBytes);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static ProcessUsage Parse(string text)
    {
        var parts = text.Split(' ');
        return new ProcessUsage(TimeSpan.FromTicks(Number(parts[0])), Number(parts[1]));

        static long Number(string part) => long.Parse(part, CultureInfo.InvariantCulture);
    }

    /// <summary>Ticks and bytes.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Processor.Ticks} {AllocatedBytes}");
}
