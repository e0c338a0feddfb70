using Bus.Transports.Interop;
using Bus.Transports.Mechanisms;

namespace Bus.Transports.Tests.Ring;

/// <summary>Both sides of one direction, in this process: who sits in the reader's seat, and who in the writer's.</summary>
internal sealed class WakeUpPair : IDisposable
{
    private readonly RingRegion _readers;
    private readonly RingRegion _writers;

    public WakeUpPair(RingWakeUp kind)
    {
        Reader = WakeUpKinds.Create(kind, WakeUp.Reader);
        var descriptors = new Queue<Microsoft.Win32.SafeHandles.SafeFileHandle>(Reader.Share());
        Writer = WakeUpKinds.Attach(kind, WakeUp.Writer, descriptors.Dequeue, Reader.Details.Span);
        (_readers, _writers) = (Region(), Region());
        Reader.Connect(_readers, _writers, null);
        Writer.Connect(_writers, _readers, null);
    }

    public WakeUp Reader { get; }

    public WakeUp Writer { get; }

    public void Dispose()
    {
        Reader.Dispose();
        Writer.Dispose();
        foreach (var region in new[] { _readers, _readers, _writers, _writers })
            region.Release();
    }

    private static RingRegion Region()
    {
        var bytes = RingLayout.RegionBytes(RingLayout.SmallestCapacity);
        using var file = Memfd.Create("akka-ipc-test", bytes);
        return RingRegion.Initialize(MappedMemory.Map(file, bytes, writable: true), RingLayout.SmallestCapacity, 1);
    }
}
