using Bus.Transports.Control;
using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Presence;

/// <summary>
/// Tells sooner than a socket that a process has ended. Each process holds a word in a page of shared memory, which the kernel marks as the first thing when it ends the process;
/// sockets end when it has taken the memory apart, which takes milliseconds. A thread holds this process' word, and sleeps on those of all peers at once.
/// </summary>
/// <remarks>
/// <code>
///   word            written by                                              read by
///   own             the thread, once, before anybody has the page;          the threads of peers, and the kernel when they sleep
///                   the kernel, once, when the thread ends
///   changed         any thread, under the lock, then a wake                 the thread, under the lock, and the kernel when it sleeps
/// </code>
/// The kernel compares and goes to sleep in one step, so no mark and no change is slept over. It wakes one of those that sleep on a mark; each that sees one wakes the others.
/// If that fails, because the first was killed in between, or because there are more peers than words that can be slept on, the socket's end still tells.
/// Guarded by <c>_lock</c>: <c>_added</c>, <c>_stopped</c>, and the writing of <c>changed</c>. Written by the thread only, under the lock: <c>_watched</c>; touched by it only: the mappings in it.
/// <c>_holds</c> is written before <c>begun</c> is set, and read after.
/// </remarks>
internal sealed unsafe class LifeSigns : IDisposable
{
    public const int PageBytes = 4096;

    /// <summary>One word is for what changes here.</summary>
    private const int Most = Futex.MostAtOnce - 1;

    private const int ChangedOffset = 64;

    private readonly Lock _lock = new();
    private readonly SafeFileHandle _page;
    private readonly MappedMemory _own;
    private readonly MappedMemory _private;
    private readonly Thread _thread;
    private readonly List<Watched> _added = [];
    private readonly List<Watched> _watched = [];
    private bool _holds;
    private bool _stopped;

    private LifeSigns(SafeFileHandle page, MappedMemory own, MappedMemory ofThread)
    {
        _page = page;
        _own = own;
        _private = ofThread;
        _thread = new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = "ipc-life" };
    }

    private uint* Changed => (uint*)(_private.Start + ChangedOffset);

    /// <summary>Starts the thread, which holds the word when this returns. Null if this machine cannot do it; then sockets tell.</summary>
    public static LifeSigns? TryStart()
    {
        if (!Futex.CanSleepOnMany)
            return null;
        SafeFileHandle? page = null;
        MappedMemory? own = null, ofThread = null;
        try
        {
            page = Memfd.Create("akka-ipc-life", PageBytes);
            own = MappedMemory.Map(page, PageBytes, writable: true);
            Memfd.Seal(page, Memfd.RegionSeals);
            ofThread = MappedMemory.MapPrivate(PageBytes);
            var signs = new LifeSigns(page, own, ofThread);
            using var begun = new ManualResetEventSlim();
            signs._thread.Start(begun);
            begun.Wait();
            if (signs._holds)
                return signs;
            throw new MechanismException("The kernel does not hold a word.");
        }
        catch (MechanismException)
        {
            page?.Dispose();
            own?.Dispose();
            ofThread?.Dispose();
            return null;
        }
    }

    /// <summary>Gives a peer this process' page.</summary>
    /// <exception cref="HandshakeException">The peer does not read, or is gone.</exception>
    public void SendTo(ControlSocket peer)
    {
        lock (_lock)
        {
            if (!_stopped)
                peer.Send(new ControlRecord(RecordKind.LifeSign, ReadOnlyMemory<byte>.Empty, [_page]));
        }
    }

    /// <summary>Watches the page of a peer. Any thread.</summary>
    /// <param name="page">Stays the caller's.</param>
    /// <param name="onDied">Called at most once, on the thread of this class; must not wait and not throw.</param>
    /// <returns>Ends the watching, without waiting for it. Null if there is no room for one more.</returns>
    /// <exception cref="ProtocolViolationException">It is not such a page.</exception>
    public IDisposable? Watch(SafeFileHandle page, Action onDied)
    {
        Memfd.CheckSeals(page, "A life sign");
        if ((long)page.Status("a life sign").st_size is var bytes && bytes != PageBytes)
            throw new ProtocolViolationException($"A life sign has {bytes:N0} bytes; it must have {PageBytes:N0}.");
        lock (_lock)
        {
            if (_stopped || _watched.Count + _added.Count == Most)
                return null;
            MappedMemory memory;
            try
            {
                memory = MappedMemory.Map(page, PageBytes, writable: false);
            }
            catch (MechanismException)
            {
                return null;
            }

            var watched = new Watched(this, memory, onDied);
            _added.Add(watched);
            Change();
            return watched;
        }
    }

    /// <summary>Ends the thread and waits for it. This process' end is not marked any more. Once.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _stopped = true;
            Change();
        }

        _thread.Join();
        _page.Dispose();
        _own.Dispose();
        _private.Dispose();
    }

    private void Change()
    {
        Volatile.Write(ref *Changed, *Changed + 1);
        Futex.WakeAll(Changed);
    }

    private void Run(object? begun)
    {
        try
        {
            RobustFutex.Hold((uint*)_own.Start, _private.Start);
            _holds = true;
        }
        catch (MechanismException)
        {
            return;
        }
        finally
        {
            ((ManualResetEventSlim)begun!).Set();
        }

        try
        {
            WatchUntilStopped();
        }
        catch (MechanismException)
        {
            // The kernel has no memory for a sleep on so many words: sockets tell from now on.
        }

        // First: the end of this thread is not that of the process.
        RobustFutex.LetGo();
        lock (_lock)
        {
            _stopped = true;
            _watched.AddRange(_added);
            _added.Clear();
        }

        _watched.ForEach(one => one.Unmap());
    }

    private void WatchUntilStopped()
    {
        Span<FutexWait> words = stackalloc FutexWait[Futex.MostAtOnce];
        while (TakeChanges(out words[0]))
        {
            var count = 1;
            foreach (var one in _watched)
            {
                if (one.Lives())
                    words[count++] = new FutexWait(one.Word, one.First);
            }

            // What has just ended is unmapped first.
            if (count == _watched.Count + 1)
                Futex.SleepOnAll(words[..count]);
        }
    }

    /// <summary>False once it is stopped.</summary>
    /// <param name="changed">So that the next change ends the sleep.</param>
    private bool TakeChanges(out FutexWait changed)
    {
        lock (_lock)
        {
            _watched.AddRange(_added);
            _added.Clear();
            foreach (var gone in _watched.Where(one => one.IsOver))
                gone.Unmap();
            _watched.RemoveAll(one => one.IsOver);
            changed = new FutexWait(Changed, *Changed);
            return !_stopped;
        }
    }

    /// <summary>A peer's page. Only the thread touches its memory, which is so not taken away under it.</summary>
    private sealed class Watched(LifeSigns signs, MappedMemory memory, Action onDied) : IDisposable
    {
        private volatile bool _isOver;

        public uint* Word => (uint*)memory.Start;

        /// <summary>What a living peer's word holds.</summary>
        public uint First { get; } = Volatile.Read(ref *(uint*)memory.Start);

        public bool IsOver => _isOver;

        /// <summary>Looks, and tells if it does not live any more.</summary>
        public bool Lives()
        {
            var now = Volatile.Read(ref *Word);
            var isMarked = (now & RobustFutex.OwnerDied) != 0;
            if (!_isOver && !isMarked && now == First)
                return true;
            // A word that holds something else is none: the kernel writes nothing but the mark. Its socket will tell.
            if (!_isOver && isMarked)
            {
                Futex.WakeAll(Word);
                onDied();
            }

            _isOver = true;
            return false;
        }

        public void Unmap() => memory.Dispose();

        public void Dispose()
        {
            lock (signs._lock)
            {
                if (_isOver || signs._stopped)
                    return;
                _isOver = true;
                signs.Change();
            }
        }
    }
}
