using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using Bus.Classic;
using Bus.Delivery;
using Bus.Telemetry;
using Bus.Testing.Raw;
using Bus.Transports.Remoting;

namespace Bus.Benchmarks.Micro;

/// <summary>What telemetry adds to a message that is sent by lane, or the classic way: while nobody listens, and while somebody does.</summary>
public class TelemetryBenchmarks
{
    private const int Messages = 1000;

    private readonly LaneTelemetry _telemetry = new(new LinkKey("Near", "akka.ipc://Far@local:8081", "memfd"), null!, null!);
    private readonly AssociationTelemetry _association = new(new LinkKey("Near", "akka.ipc://Far@local:8081", "memfd"), null!);
    private readonly byte[] _frame = AkkaFrames.Message("akka.ipc://Far@local:8081/user/echo", new byte[9]);
    private MeterListener? _listener;

    /// <summary>Whether somebody wants to know.</summary>
    [Params(false, true)]
    public bool Listened { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        if (!Listened)
            return;
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == BusTelemetry.MeterName && !instrument.IsObservable)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        _listener.SetMeasurementEventCallback<long>((_, _, _, _) => { });
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => { });
        _listener.Start();
    }

    [GlobalCleanup]
    public void Cleanup() => _listener?.Dispose();

    /// <summary>The envelope's own costs are those of serialization, and are not among these.</summary>
    [Benchmark(OperationsPerInvoke = Messages)]
    public int SendClassic()
    {
        var enveloped = 0;
        for (var i = 0; i < Messages; i++)
        {
            if (ClassicWay.WearsEnvelope(new Outgoing("a message", null, null!, Instruments.Origin)))
                enveloped++;
            ((IAssociationTraffic)_association).OnSent(_frame);
        }

        return enveloped;
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public void Send()
    {
        for (var i = 0; i < Messages; i++)
        {
            // As the way of a message does: its origin is looked for when it is told, the rest when the lane takes it.
            var outgoing = new Outgoing("a message", null, null!, Instruments.Origin);
            using var measured = _telemetry.BeginSend(outgoing);
            measured.Done(9);
        }
    }
}
