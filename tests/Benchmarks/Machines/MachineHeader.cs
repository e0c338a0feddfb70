using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;

namespace Bus.Benchmarks.Machines;

/// <summary>What the figures were measured on, and what makes them doubtful there.</summary>
internal static class MachineHeader
{
    private const string Governor = "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor";

    public static void Print()
    {
        var load = FirstWord("/proc/loadavg");
        var governor = FirstWord(Governor);
        var container = Container();
        Console.WriteLine($"{ProcessorName()}, {Environment.ProcessorCount} cores; {RuntimeInformation.OSDescription}; " +
            $"{RuntimeInformation.FrameworkDescription}, {(GCSettings.IsServerGC ? "server" : "workstation")} garbage collector");
        Console.WriteLine($"load average {load ?? "unknown"}; governor {governor ?? "unknown"}; {container ?? "no container"}");

        if (Environment.ProcessorCount < 4)
            Warn("few cores: the two processes compete with each other and with everything else here.");
        if (double.TryParse(load, CultureInfo.InvariantCulture, out var busy) && busy > 0.3 * Environment.ProcessorCount)
            Warn($"load average {load}: something else is running.");
        if (governor is not null and not "performance")
            Warn($"governor {governor}: the clock follows the load.");
        if (container is not null)
            Warn($"{container}: neighbours that cannot be seen from here may share the processors.");
        if (IsDebugBuild)
            Warn("this is not a release build: dotnet run -c Release.");
        Console.WriteLine("Compare figures of one run with each other only.");
        Console.WriteLine();
    }

#if DEBUG
    private static bool IsDebugBuild => true;
#else
    private static bool IsDebugBuild => false;
#endif

    private static void Warn(string what) => Console.WriteLine($"warning: {what}");

    private static string? Container()
    {
        if (File.Exists("/.dockerenv") || File.Exists("/run/.containerenv"))
            return "inside a container";
        // The flag is how a processor says that a hypervisor is below.
        var flags = ReadOrNull("/proc/cpuinfo") ?? "";
        return flags.Contains(" hypervisor", StringComparison.Ordinal) ? "inside a virtual machine" : null;
    }

    private static string ProcessorName() =>
        ReadOrNull("/proc/cpuinfo")?.Split('\n').FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?
            .Split(':', 2)[^1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string? FirstWord(string file) => ReadOrNull(file)?.Split(' ', '\n')[0];

    private static string? ReadOrNull(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
