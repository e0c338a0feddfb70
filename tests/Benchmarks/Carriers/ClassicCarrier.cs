using Akka.Configuration;

namespace Bus.Benchmarks.Carriers;

/// <summary>Akka.Remote's classic pipeline over a mechanism of this project, with its defaults.</summary>
/// <param name="Mechanism">The name of the mechanism.</param>
internal sealed record ClassicCarrier(string Mechanism) : Carrier(Prefix + Mechanism)
{
    public const string Prefix = "classic:";

    protected override Config Own(string directory, int frameBytes) => IpcSettings.Of(Mechanism, directory, frameBytes);
}
