using Akka.Configuration;

namespace Bus.Benchmarks.Carriers;

/// <summary>
/// What Akka.NET ships: TCP over the loopback interface, batching as it is set by default. The others are compared with it.
/// </summary>
internal sealed record DotNettyCarrier() : Carrier(WellKnownName)
{
    public const string WellKnownName = "dotnetty";

    protected override Config Own(string directory) => ConfigurationFactory.ParseString("""
        akka.remote {
          enabled-transports = ["akka.remote.dot-netty.tcp"]
          dot-netty.tcp {
            hostname = "127.0.0.1"
            port = 0
          }
        }
        """);
}
