using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace Bus.Tests.Peers;

/// <summary>A test that mounts something of its own, in a namespace where it is allowed to. It is skipped where there can be none, as in some containers.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NamespaceFactAttribute : FactAttribute
{
    private static readonly bool Works = Run();

    public NamespaceFactAttribute()
    {
        if (!Works)
            Skip = "This user may not make namespaces (unshare --user --map-root-user --mount).";
    }

    private static bool Run()
    {
        try
        {
            using var probe = Process.Start(new ProcessStartInfo("unshare", ["--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/tmp"]) { RedirectStandardError = true })!;
            probe.WaitForExit();
            return probe.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
