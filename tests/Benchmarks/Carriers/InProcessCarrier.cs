using Akka.Configuration;

namespace Bus.Benchmarks.Carriers;

/// <summary>The ceiling: both actors in one system, so that a message is a reference that goes from one mailbox to another.</summary>
internal sealed record InProcessCarrier() : Carrier(WellKnownName)
{
    public const string WellKnownName = "inprocess";

    public override bool IsInProcess => true;

    protected override Config Own(string directory, int frameBytes) => ConfigurationFactory.ParseString("akka.actor.provider = local");
}
