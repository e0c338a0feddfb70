using System.Runtime.InteropServices;

namespace Bus.Transports.Interop;

/// <summary>The numbers of system calls that the C library has no function for. Those from 2019 on are the same everywhere.</summary>
internal static class SystemCallNumber
{
    /// <summary>The number on this machine's architecture.</summary>
    public static nint ByArchitecture(nint x64, nint arm64) => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => x64,
        Architecture.Arm64 => arm64,
        var other => throw new PlatformNotSupportedException($"Bus.Transports knows no system call numbers for {other}."),
    };
}
