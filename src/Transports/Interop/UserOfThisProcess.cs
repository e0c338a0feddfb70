using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>The user that this process runs as: <c>getuid(2)</c>.</summary>
internal static class UserOfThisProcess
{
    public static uint Id => (uint)getuid();
}
