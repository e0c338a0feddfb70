using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Bus.Telemetry;

/// <summary>What the Bus measures, of all systems in this process. Names of OpenTelemetry's messaging conventions where these have any.</summary>
internal static class Instruments
{
    public static readonly ActivitySource Source = new(BusTelemetry.SourceName);

    public static readonly Meter Meter = new(BusTelemetry.MeterName);

    public static readonly Counter<long> Sent =
        Meter.CreateCounter<long>("messaging.client.sent.messages", "{message}", "Messages that a link has accepted.");

    public static readonly Counter<long> Consumed =
        Meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Messages that a link has brought.");

    public static readonly Histogram<double> SendDuration = Meter.CreateHistogram<double>(
        "messaging.client.operation.duration", "s", "Serialization and, by lane, the way into the outbox, with the write if the link was idle.");

    public static readonly Histogram<double> DeliveryDuration =
        Meter.CreateHistogram<double>("messaging.process.duration", "s", "Deserialization and the way into the mailbox; not the actor's own work.");

    public static readonly Counter<long> SentBytes = Meter.CreateCounter<long>("bus.sent.bytes", "By", "Bytes of serialized messages that a link has accepted.");

    public static readonly Counter<long> ConsumedBytes =
        Meter.CreateCounter<long>("bus.consumed.bytes", "By", "Bytes of serialized messages that a link has brought.");

    public static readonly Counter<long> Dropped =
        Meter.CreateCounter<long>("bus.dropped.messages", "{message}", "Messages for which a lane had no room, that could not be sent, or that no member of a service could get.");

    static Instruments()
    {
        Meter.CreateObservableUpDownCounter("bus.queue.bytes", LinkTotals.Waiting, "By", "Bytes that links have accepted and their channels not yet taken.");
        Meter.CreateObservableCounter("bus.wake_ups", LinkTotals.WakeUps, "{wake_up}", "System calls that have woken a peer that slept on a ring.");
    }

    /// <summary>The activity that a message told now belongs to; null if it is not recorded, or nobody listens.</summary>
    public static Activity? Origin => Source.HasListeners() && Activity.Current is { Recorded: true } current ? current : null;

    /// <summary>True if somebody wants to know of single messages sent.</summary>
    public static bool SendingIsWatched => Sent.Enabled || SentBytes.Enabled || SendDuration.Enabled;

    /// <summary>True if somebody wants to know of single messages delivered.</summary>
    public static bool DeliveryIsWatched => Consumed.Enabled || ConsumedBytes.Enabled || DeliveryDuration.Enabled;
}
