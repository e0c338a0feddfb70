namespace Bus.Transports.Links;

/// <summary>
/// The thread that waits for space when a channel is full, made when that first happens. It sleeps between its turns and ends with the
/// link.
/// </summary>
/// <remarks>Guarded by <c>_lock</c>: <c>_turn</c>, <c>_stopped</c>.</remarks>
internal sealed class Pump
{
    private readonly object _lock = new();
    private readonly Outbox _outbox;
    private bool _turn;
    private bool _stopped;

    public Pump(Outbox outbox)
    {
        _outbox = outbox;
        new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = "ipc-pump" }.Start();
    }

    /// <summary>Gives the pump the baton of the outbox.</summary>
    public void Start()
    {
        lock (_lock)
        {
            _turn = true;
            Monitor.Pulse(_lock);
        }
    }

    /// <summary>Ends the thread after the turn it is in. Does not wait.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _stopped = true;
            Monitor.Pulse(_lock);
        }
    }

    private void Run()
    {
        while (AwaitTurn())
            _outbox.PumpWhenWritable();
    }

    /// <summary>A turn given before the stop is still taken: else the baton would never come back.</summary>
    private bool AwaitTurn()
    {
        lock (_lock)
        {
            while (!_turn && !_stopped)
                Monitor.Wait(_lock);
            var turn = _turn;
            _turn = false;
            return turn;
        }
    }
}
