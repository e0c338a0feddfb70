using Akka.Event;
using Bus.Telemetry;

namespace Bus.Services;

/// <summary>What no member gets goes to dead letters, is counted, and is logged at most once a second.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ServiceDrops(ServiceEnvironment environment)
{
    private readonly DropCount _count = new(environment.Later, (count, service, why, total) => environment.Log.Warning(
        "{0} message(s) to services were dropped, one of them to '{1}': {2}. {3} since the start; they are in dead letters.", count, service, why, total));

    /// <summary>Messages dropped since the system started.</summary>
    public long Dropped => _count.Dropped;

    public void Drop(in ServiceCall call, string why)
    {
        if (Instruments.Dropped.Enabled)
            Instruments.Dropped.Add(1, Tags.OfService(environment.System.Name, call.Through.Service.Name));
        var deadLetters = environment.System.DeadLetters;
        deadLetters.Tell(new DeadLetter(call.Payload, call.Sender ?? deadLetters, call.Through), call.Sender);
        _count.Add(call.Through.Service.Name, why);
    }
}
