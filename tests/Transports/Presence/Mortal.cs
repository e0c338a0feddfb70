using Bus.Transports.Interop;
using Bus.Transports.Presence;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace Bus.Transports.Tests.Presence;

/// <summary>A thread that holds the word of a page until it is told to end.</summary>
internal sealed unsafe class Mortal : IDisposable
{
    private readonly MappedMemory _memory;
    private readonly MappedMemory _list = MappedMemory.MapPrivate(RobustFutex.ListBytes);
    private readonly ManualResetEventSlim _told = new();
    private readonly Thread _thread;
    private int _number;
    private bool _letsGo;

    public Mortal()
    {
        Page = Memfd.Create("bus-test-mortal", LifeSigns.PageBytes);
        _memory = MappedMemory.Map(Page, LifeSigns.PageBytes, writable: true);
        Memfd.Seal(Page, Memfd.RegionSeals);
        using var begun = new ManualResetEventSlim();
        _thread = new Thread(() =>
        {
            RobustFutex.Hold((uint*)_memory.Start, _list.Start);
            _number = ThreadSignal.CurrentThread;
            begun.Set();
            _told.Wait();
            if (_letsGo)
                RobustFutex.LetGo();
        });
        _thread.Start();
        begun.Wait();
    }

    public SafeFileHandle Page { get; }

    public uint Word => Volatile.Read(ref *(uint*)_memory.Start);

    /// <summary>Ends, and with it the thread: to the last of its steps in the kernel.</summary>
    public void Die(bool letsGo = false)
    {
        _letsGo = letsGo;
        _told.Set();
        _thread.Join();
        // For .NET it has ended before it has for the kernel.
        Assert.True(SpinWait.SpinUntil(() => !Directory.Exists($"/proc/self/task/{_number}"), TimeSpan.FromSeconds(20)));
    }

    /// <summary>Writes to the word what only the kernel may.</summary>
    public void Scribble(uint word)
    {
        Volatile.Write(ref *(uint*)_memory.Start, word);
        Futex.WakeAll((uint*)_memory.Start);
    }

    public void Dispose()
    {
        Die();
        _memory.Dispose();
        _list.Dispose();
        _told.Dispose();
        Page.Dispose();
    }
}
