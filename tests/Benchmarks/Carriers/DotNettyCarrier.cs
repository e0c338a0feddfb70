using System.Globalization;
using Akka.Configuration;

namespace Bus.Benchmarks.Carriers;

/// <summary>
/// What Akka.NET ships: TCP over the loopback interface, batching as it is set by default. The others are compared with it.
/// </summary>
internal sealed record DotNettyCarrier() : Carrier(WellKnownName)
{
    public const string WellKnownName = "dotnetty";

    /// <summary>Of a socket, by default.</summary>
    private const int DefaultBufferBytes = 256_000;

    /// <summary>The buffers grow with the frames, as the reference configuration of Akka.Remote asks for.</summary>
    protected override Config Own(string directory, int frameBytes) => ConfigurationFactory.ParseString(string.Create(
        CultureInfo.InvariantCulture, $$"""
        akka.remote {
          enabled-transports = ["akka.remote.dot-netty.tcp"]
          dot-netty.tcp {
            hostname = "127.0.0.1"
            port = 0
            maximum-frame-size = {{frameBytes}}b
            send-buffer-size = {{Math.Max(DefaultBufferBytes, frameBytes)}}b
            receive-buffer-size = {{Math.Max(DefaultBufferBytes, frameBytes)}}b
          }
        }
        """));
}
