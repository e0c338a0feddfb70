using System.Diagnostics;
using Akka.Actor;

namespace Bus.Telemetry;

/// <summary>The attributes of measurements and of activities.</summary>
internal static class Tags
{
    public const string Destination = "messaging.destination.name";
    public const string DestinationIsTemporary = "messaging.destination.temporary";

    /// <summary>What is known of a link.</summary>
    public static TagList Of(LinkKey link) => new()
    {
        { "messaging.system", "akka.bus" },
        { "bus.system", link.System },
        { "bus.peer", link.Peer },
        { "bus.mechanism", link.Mechanism },
    };

    /// <summary>What is known of a message to a service that no member gets.</summary>
    public static TagList OfService(string system, string service) => new()
    {
        { "messaging.system", "akka.bus" },
        { "bus.system", system },
        { Destination, service },
    };

    /// <summary>What is known of a link, for one operation.</summary>
    public static TagList Of(LinkKey link, string operation, string type)
    {
        var tags = Of(link);
        tags.Add("messaging.operation.name", operation);
        tags.Add("messaging.operation.type", type);
        return tags;
    }

    /// <summary>Starts an activity for a message. Null if nobody wants it.</summary>
    public static Activity? Start(string operation, ActivityKind kind, ActivityContext parent, IActorRef recipient, in TagList tags)
    {
        // Those of Ask have a name for each question: no good names for kinds of activities.
        var isTemporary = recipient.Path.Elements is ["temp", ..];
        var destination = recipient.Path.ToStringWithoutAddress();
        var activity = Instruments.Source.CreateActivity(isTemporary ? $"{operation} (temporary)" : $"{operation} {destination}", kind, parent, tags);
        activity?.SetTag(Destination, destination);
        if (isTemporary)
            activity?.SetTag(DestinationIsTemporary, true);
        return activity?.Start();
    }
}
