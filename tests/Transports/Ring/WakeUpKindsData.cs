using Xunit;

namespace Bus.Transports.Tests.Ring;

/// <summary>The kinds of wake-up, for theories.</summary>
public static class WakeUpKindsData
{
    public static TheoryData<RingWakeUp> All() => [.. Enum.GetValues<RingWakeUp>()];

    /// <summary>Those in which somebody sleeps.</summary>
    public static TheoryData<RingWakeUp> Sleeping() => [.. Enum.GetValues<RingWakeUp>().Where(kind => kind != RingWakeUp.Spin)];
}
