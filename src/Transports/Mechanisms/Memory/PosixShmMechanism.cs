using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// <c>posixshm</c>: POSIX shared memory, <c>shm_open(3)</c>, whose name is removed before anything else is done with it.
/// </summary>
internal sealed class PosixShmMechanism : UnsealedRingMechanism
{
    public const string WellKnownName = "posixshm";

    public override string Name => WellKnownName;

    protected override SafeFileHandle CreateFile(long bytes, MechanismOptions options) => PosixShm.Create(bytes);
}
