using Bus.Telemetry;
using Bus.Testing;

namespace Bus.Tests.Lanes.Semantics;

/// <summary>Without lanes, while somebody measures: then messages wear envelopes.</summary>
public sealed class InEnvelopes() : SemanticsTests(withLanes: false)
{
    private readonly Onlooker _onlooker = new(BusTelemetry.MeterName);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _onlooker.Dispose();
    }
}
