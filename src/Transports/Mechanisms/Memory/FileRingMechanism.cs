using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;

namespace Bus.Transports.Mechanisms;

/// <summary>Rings whose pages stand behind a descriptor, which is passed to the peer.</summary>
internal abstract class FileRingMechanism : RingMechanism
{
    protected sealed override int PageDescriptors => 1;

    /// <summary>Makes a file of memory with every byte of it provided, and hands it over to <see cref="Share"/>.</summary>
    protected abstract SafeFileHandle CreateFile(long bytes, MechanismOptions options);

    /// <summary>
    /// Once it is mapped writable here: what the peer gets, with which it cannot map it writable. Takes over the file.
    /// </summary>
    protected abstract SafeFileHandle Share(SafeFileHandle file);

    /// <summary>
    /// Throws unless the peer's pages can be read without a fault for as long as they are mapped, as far as that can be known.
    /// </summary>
    protected abstract void CheckFile(SafeFileHandle file, in stat status);

    protected sealed override SharedPages CreatePages(long bytes, MechanismOptions options)
    {
        var file = CreateFile(bytes, options);
        MappedMemory? memory = null;
        try
        {
            memory = MappedMemory.Map(file, bytes, writable: true);
            return new SharedPages(memory, Share(file), ReadOnlyMemory<byte>.Empty);
        }
        catch
        {
            memory?.Dispose();
            file.Dispose();
            throw;
        }
    }

    protected sealed override MappedMemory AttachPages(SafeFileHandle? file, ReadOnlySpan<byte> details)
    {
        if (details.Length != 0)
            throw new ProtocolViolationException($"An offer of {Name} has no details of its own; this one has {details.Length} bytes.");
        ArgumentNullException.ThrowIfNull(file);
        var status = file.Status("a region of shared memory");
        CheckSize(status.st_size);
        CheckFile(file, status);
        return MappedMemory.Map(file, status.st_size, writable: false);
    }
}
