namespace Bus.Conformance.Tests;

public sealed class SeqpacketConformance : MechanismConformance
{
    protected override string Mechanism => "seqpacket";
}
