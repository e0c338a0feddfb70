using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// <c>memfd</c>: sealed memory without a name, <c>memfd_create(2)</c>. Filled before use, so that a full memory file system is an error
/// here and never a SIGBUS later; sealed, so that the peer can neither shrink it nor map it writable.
/// </summary>
internal sealed class MemfdMechanism : FileRingMechanism
{
    public const string WellKnownName = "memfd";

    public override string Name => WellKnownName;

    protected override SafeFileHandle CreateFile(long bytes, MechanismOptions options) => Memfd.Create("akka-ipc-ring", bytes);

    protected override SafeFileHandle Share(SafeFileHandle file)
    {
        Memfd.Seal(file, Memfd.RegionSeals);
        return file;
    }

    protected override void CheckFile(SafeFileHandle file, in stat status) => Memfd.CheckSeals(file, "A region of shared memory");
}
