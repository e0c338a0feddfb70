namespace Bus.Transports.Reactors;

/// <summary>
/// The threads of a transport that read channels which can be waited for. Each reads many; a new channel goes to the one that has the
/// fewest. They are made as they are needed, up to a limit, and stay until the transport ends.
/// </summary>
/// <remarks>Thread-safe. Guarded by <c>_lock</c>: <c>_seats</c>, <c>_disposed</c>.</remarks>
internal sealed class ReaderPool(int most, Action<Exception> onHandlerFailure) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Seat> _seats = [];
    private bool _disposed;

    /// <summary>The reactor that has the fewest channels. Give it back with <see cref="Return"/>.</summary>
    public Reactor Take()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var seat = _seats.MinBy(s => s.Channels);
            if (seat is null || (seat.Channels > 0 && _seats.Count < most))
                _seats.Add(seat = new Seat(new Reactor("ipc-read", onHandlerFailure)));
            seat.Channels++;
            return seat.Reactor;
        }
    }

    /// <summary>One of its channels has ended.</summary>
    public void Return(Reactor reactor)
    {
        lock (_lock)
            _seats.First(s => s.Reactor == reactor).Channels--;
    }

    /// <summary>Ends the threads and waits for them. No channel is left.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
        }

        foreach (var seat in _seats)
            seat.Reactor.Dispose();
    }

    private sealed class Seat(Reactor reactor)
    {
        public Reactor Reactor => reactor;

        public int Channels { get; set; }
    }
}
