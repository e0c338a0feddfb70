using Akka.Configuration;

namespace Bus.Benchmarks.Carriers;

/// <summary>The lane: from mailbox to mailbox over a mechanism of this project, past Akka.Remote's pipeline.</summary>
/// <param name="Name">As it is called on the command line.</param>
/// <param name="Mechanism">The name of the mechanism.</param>
internal record LaneCarrier(string Name, string Mechanism) : Carrier(Name)
{
    public const string Prefix = "lane:";

    public LaneCarrier(string mechanism) : this(Prefix + mechanism, mechanism)
    {
    }

    protected sealed override Config Own(string directory, int frameBytes) => ConfigurationFactory.ParseString("""
        akka.actor.provider = "Bus.BusActorRefProvider, Bus"
        bus.lanes.enabled = on
        # The program has handlers of its own.
        bus.signals.shutdown-on = []
        """).WithFallback(IpcSettings.Of(Mechanism, directory, frameBytes));
}
