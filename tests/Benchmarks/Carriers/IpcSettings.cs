using System.Globalization;
using Akka.Configuration;
using Bus.Transports;

namespace Bus.Benchmarks.Carriers;

/// <summary>What the carriers over a mechanism of this project have in common.</summary>
internal static class IpcSettings
{
    /// <summary>Of a link's outbox, by default.</summary>
    private const long DefaultOutboxBytes = 64L * 1024 * 1024;

    /// <param name="mechanism">Its name.</param>
    /// <param name="directory">Where the two systems find each other.</param>
    /// <param name="frameBytes">The largest frame. The outbox grows with it only where it would not hold a few.</param>
    public static Config Of(string mechanism, string directory, int frameBytes)
    {
        var outbox = Math.Min(Math.Max(DefaultOutboxBytes, 4L * frameBytes), int.MaxValue);
        return ConfigurationFactory.ParseString(string.Create(CultureInfo.InvariantCulture, $$"""
            akka.remote.ipc {
              mechanism = "{{mechanism}}"
              directory = "{{directory}}"
              hostname = local
              port = 0
              maximum-frame-size = {{frameBytes}}b
              outbox-limit = {{outbox}}b
            }
            """)).WithIpcDefaults();
    }
}
