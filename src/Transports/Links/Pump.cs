namespace Bus.Transports.Links;

/// <summary>
/// The thread that waits for space when a channel is full. It is made when that happens, sleeps between its turns, and leaves when there
/// was no turn for a while, or with the link.
/// </summary>
/// <remarks>Guarded by <c>_lock</c>: <c>_turn</c>, <c>_stopped</c>, <c>_running</c>.</remarks>
internal sealed class Pump(Outbox outbox)
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);

    private readonly object _lock = new();
    private bool _turn;
    private bool _stopped;
    private bool _running;

    /// <summary>Gives the pump the baton of the outbox.</summary>
    public void Start()
    {
        lock (_lock)
        {
            if (!_running)
                new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = "ipc-pump" }.Start();
            _running = true;
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
            outbox.PumpWhenWritable();
    }

    /// <summary>A turn given before the stop is still taken: else the baton would never come back.</summary>
    private bool AwaitTurn()
    {
        lock (_lock)
        {
            while (!_turn && !_stopped && Monitor.Wait(_lock, Linger))
            {
            }

            var turn = _turn;
            _turn = false;
            _running = turn;
            return turn;
        }
    }
}
