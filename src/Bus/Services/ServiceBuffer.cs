using System.Diagnostics;

namespace Bus.Services;

/// <summary>Messages to a service without a member, in the order in which they came.</summary>
/// <remarks>Not thread-safe: under the lock of its service.</remarks>
internal sealed class ServiceBuffer(int most, TimeSpan timeout)
{
    private readonly Queue<(ServiceCall Call, ServiceRequest? Request, long Since)> _waiting = new();

    /// <returns>False if there is no room.</returns>
    public bool TryAdd(in ServiceCall call, ServiceRequest? request)
    {
        if (_waiting.Count >= most)
            return false;
        _waiting.Enqueue((call, request, Stopwatch.GetTimestamp()));
        return true;
    }

    public bool TryTake(out ServiceCall call, out ServiceRequest? request)
    {
        var isThere = _waiting.TryDequeue(out var oldest);
        (call, request) = (oldest.Call, oldest.Request);
        return isThere;
    }

    /// <summary>The oldest, if it has waited for too long. If not, it says how long that takes; null if nothing waits.</summary>
    public bool TryTakeOverdue(out ServiceCall call, out ServiceRequest? request, out TimeSpan? wait)
    {
        (call, request, wait) = (default, null, null);
        if (!_waiting.TryPeek(out var oldest))
            return false;
        wait = timeout - Stopwatch.GetElapsedTime(oldest.Since);
        return wait <= TimeSpan.Zero && TryTake(out call, out request);
    }
}
