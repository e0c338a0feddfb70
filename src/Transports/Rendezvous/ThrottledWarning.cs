using System.Diagnostics;

namespace Bus.Transports.Rendezvous;

/// <summary>A warning at most once a second, with the number of those left out. Used by one thread.</summary>
internal sealed class ThrottledWarning(IRendezvousLog log)
{
    private long _last = long.MinValue / 2;
    private int _leftOut;

    public void Write(string message)
    {
        var now = Stopwatch.GetTimestamp();
        if (now - _last < Stopwatch.Frequency)
        {
            _leftOut++;
            return;
        }

        log.Warning(_leftOut == 0 ? message : $"{message} ({_leftOut} more such warnings were left out)");
        _last = now;
        _leftOut = 0;
    }
}
