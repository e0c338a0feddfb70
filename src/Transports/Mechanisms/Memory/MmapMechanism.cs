using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// <c>mmap</c>: a file without a name (<c>O_TMPFILE</c> of <c>open(2)</c>) in a folder of the user's choice, on a memory file
/// system or on a disk. Filled before use, so that a full file system is an error here and never a SIGBUS later.
/// </summary>
internal sealed class MmapMechanism : UnsealedRingMechanism
{
    public const string WellKnownName = "mmap";

    public override string Name => WellKnownName;

    protected override SafeFileHandle CreateFile(long bytes, MechanismOptions options) =>
        RegionFile.Create(options.MmapDirectory.Length > 0 ? options.MmapDirectory : Path.GetTempPath(), bytes);
}
