using Bus.Telemetry;
using Bus.Testing;
using Bus.Tests.Classic;
using Xunit;

namespace Bus.Tests.Lanes.Semantics;

/// <summary>Without lanes, while somebody measures: then messages wear envelopes.</summary>
[Collection(Measured.Name)]
public sealed class InEnvelopes() : SemanticsTests(withLanes: false)
{
    private readonly Onlooker _onlooker = new(BusTelemetry.MeterName);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _onlooker.Dispose();
    }
}
