namespace Bus.Services;

/// <summary>A timer that runs only while there is something to wait for.</summary>
/// <remarks>Thread-safe. <c>_isArmed</c> is changed by interlocked operations: whoever sets it schedules.</remarks>
/// <param name="environment">Where it is scheduled.</param>
/// <param name="onDue">Does what is due, and says when there will be more; null if nothing waits.</param>
internal sealed class ServiceTimer(ServiceEnvironment environment, Func<TimeSpan?> onDue)
{
    private int _isArmed;

    /// <summary>Runs it after a while, unless it is to run already: what is waited for comes due in the order in which it came.</summary>
    public void Arm(TimeSpan delay)
    {
        if (Volatile.Read(ref _isArmed) == 0 && Interlocked.Exchange(ref _isArmed, 1) == 0)
            environment.Later(delay, OnDue);
    }

    private void OnDue()
    {
        // Before it looks: what comes after its look finds the timer unarmed, and arms it.
        Interlocked.Exchange(ref _isArmed, 0);
        if (onDue() is { } next)
            Arm(next);
    }
}
