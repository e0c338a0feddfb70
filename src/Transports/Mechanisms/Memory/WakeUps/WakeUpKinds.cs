using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Mechanisms;

/// <summary>The kinds of <see cref="WakeUp"/>: their names, and how each is made and attached.</summary>
internal static class WakeUpKinds
{
    private static readonly Dictionary<RingWakeUp, string> KindNames = new()
    {
        [RingWakeUp.Futex] = "futex",
        [RingWakeUp.Eventfd] = "eventfd",
        [RingWakeUp.SysvSemaphore] = "sysv-semaphore",
        [RingWakeUp.PosixSemaphore] = "posix-semaphore",
        [RingWakeUp.MutexCondvar] = "mutex-condvar",
        [RingWakeUp.Signal] = "signal",
        [RingWakeUp.Spin] = "spin",
    };

    /// <summary>As a configuration writes them.</summary>
    public static IEnumerable<string> Names => KindNames.Values;

    public static string NameOf(RingWakeUp kind) => KindNames[kind];

    public static RingWakeUp? Find(string name) =>
        KindNames.FirstOrDefault(pair => pair.Value == name) is { Value: not null } found ? found.Key : null;

    /// <summary>A new one.</summary>
    /// <exception cref="MechanismException">The system has none left.</exception>
    public static WakeUp Create(RingWakeUp kind, int seat) => kind switch
    {
        RingWakeUp.Futex => new FutexWakeUp(seat),
        RingWakeUp.Eventfd => EventfdWakeUp.Create(seat),
        RingWakeUp.SysvSemaphore => SysvSemaphoreWakeUp.Create(seat),
        RingWakeUp.PosixSemaphore => new PosixSemaphoreWakeUp(seat, WakePage.Create(PosixSemaphoreWakeUp.Initialize)),
        RingWakeUp.MutexCondvar => new MutexCondvarWakeUp(seat, WakePage.Create(MutexCondvarWakeUp.Initialize)),
        RingWakeUp.Signal => new SignalWakeUp(seat),
        RingWakeUp.Spin => new SpinWakeUp(seat),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such wake-up."),
    };

    /// <summary>How many descriptors, and how many bytes of details, a direction of this kind has.</summary>
    /// <exception cref="ProtocolViolationException">There is no such kind.</exception>
    public static (int Descriptors, int Details) ShapeOf(RingWakeUp kind) => kind switch
    {
        RingWakeUp.Futex or RingWakeUp.Signal or RingWakeUp.Spin => (0, 0),
        RingWakeUp.Eventfd => (2, 0),
        RingWakeUp.SysvSemaphore => (0, sizeof(int)),
        RingWakeUp.PosixSemaphore or RingWakeUp.MutexCondvar => (1, 0),
        _ => throw new ProtocolViolationException($"A ring's wake-up is of kind {(int)kind}, which this side does not know."),
    };

    /// <summary>The peer's.</summary>
    /// <param name="kind">One that has a shape.</param>
    /// <param name="seat">Of this side.</param>
    /// <param name="take">Takes the next descriptor out of the offer.</param>
    /// <param name="details">As long as the shape says.</param>
    /// <exception cref="ProtocolViolationException">It is not what <see cref="Create"/> makes.</exception>
    public static WakeUp Attach(RingWakeUp kind, int seat, Func<SafeFileHandle> take, ReadOnlySpan<byte> details) => kind switch
    {
        RingWakeUp.Eventfd => EventfdWakeUp.Attach(seat, take(), take()),
        RingWakeUp.SysvSemaphore => SysvSemaphoreWakeUp.Attach(seat, details),
        RingWakeUp.PosixSemaphore => new PosixSemaphoreWakeUp(seat, WakePage.Attach(take())),
        RingWakeUp.MutexCondvar => new MutexCondvarWakeUp(seat, WakePage.Attach(take())),
        _ => Create(kind, seat),
    };
}
