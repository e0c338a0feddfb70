using System.Diagnostics.Metrics;

namespace Bus.Testing;

/// <summary>Wants to know all that a meter measures in this process. If it is that of the Bus, messages of the classic way wear envelopes.</summary>
public sealed class Onlooker : IDisposable
{
    private readonly MeterListener _listener = new();

    /// <summary>Looks on until it is disposed.</summary>
    public Onlooker(string meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == meter && !instrument.IsObservable)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, _, _, _) => { });
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => { });
        _listener.Start();
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();
}
