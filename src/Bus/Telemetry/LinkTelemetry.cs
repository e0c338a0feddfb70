using System.Diagnostics;
using Bus.Delivery;

namespace Bus.Telemetry;

/// <summary>What is measured of one link: a lane's, or an association's; or of what is sent to a peer before there is any.</summary>
/// <remarks>Thread-safe. While nobody listens, a message costs a few tests of fields and no memory.</remarks>
internal class LinkTelemetry(LinkKey key)
{
    private readonly TagList _sendTags = Tags.Of(key, "send", "send");
    private readonly TagList _deliverTags = Tags.Of(key, "deliver", "process");

    /// <summary>Tells it from those between others.</summary>
    public LinkKey Key => key;

    /// <summary>Bytes accepted and not yet taken by the channel.</summary>
    public virtual long Waiting => 0;

    /// <summary>System calls that have woken the peer.</summary>
    public virtual long WakeUps => 0;

    /// <summary>A message is about to be serialized.</summary>
    public Measured BeginSend(in Outgoing outgoing) => outgoing.Origin is null && !Instruments.SendingIsWatched
        ? default
        : new Measured(this, isSend: true,
            outgoing.Origin is { } origin ? Tags.Start("send", ActivityKind.Producer, origin.Context, outgoing.Recipient, _sendTags) : null);

    /// <summary>A message is about to be deserialized.</summary>
    public Measured BeginDelivery(in InboundMessage message) => message.Trace is null && !Instruments.DeliveryIsWatched
        ? default
        : new Measured(this, isSend: false,
            message.Trace is { } trace ? Tags.Start("deliver", ActivityKind.Consumer, trace.Context, message.Recipient, _deliverTags) : null);

    /// <summary>The link has taken a message.</summary>
    protected void CountSent(int bytes)
    {
        Instruments.Sent.Add(1, _sendTags);
        Instruments.SentBytes.Add(bytes, _sendTags);
    }

    /// <summary>The link has brought a message.</summary>
    protected void CountConsumed(int bytes)
    {
        Instruments.Consumed.Add(1, _deliverTags);
        Instruments.ConsumedBytes.Add(bytes, _deliverTags);
    }

    private void Record(bool isSend, TimeSpan duration)
    {
        if (isSend)
            Instruments.SendDuration.Record(duration.TotalSeconds, _sendTags);
        else
            Instruments.DeliveryDuration.Record(duration.TotalSeconds, _deliverTags);
    }

    /// <summary>What is measured of one message; nothing, if it is the default.</summary>
    internal readonly struct Measured(LinkTelemetry? link, bool isSend, Activity? activity) : IDisposable
    {
        private readonly long _start = Stopwatch.GetTimestamp();

        /// <summary>Its own activity, if there is one.</summary>
        public Activity? Activity => activity;

        /// <summary>It is accepted, or delivered, and counts. Messages of an association are counted by their frames.</summary>
        public void Done(int bytes)
        {
            if (isSend)
                link?.CountSent(bytes);
            else
                link?.CountConsumed(bytes);
        }

        public void Dispose()
        {
            if (link is null)
                return;
            link.Record(isSend, Stopwatch.GetElapsedTime(_start));
            activity?.Dispose();
        }
    }
}
