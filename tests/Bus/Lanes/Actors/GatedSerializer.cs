using System.Text;
using Akka.Actor;
using Akka.Serialization;
using Bus.Testing;

namespace Bus.Tests.Lanes.Actors;

/// <summary>Reads nothing while the gate is closed. One gate for a process: for one test.</summary>
public sealed class GatedSerializer(ExtendedActorSystem system) : Serializer(system)
{
    private static ManualResetEventSlim _gate = new(initialState: true);
    private static volatile bool _waiting;

    /// <summary>True once something is to be read while the gate is closed.</summary>
    public static bool IsWaiting => _waiting;

    public override int Identifier => 912;

    public override bool IncludeManifest => false;

    /// <summary>Closes the gate; setting it opens it again.</summary>
    public static ManualResetEventSlim Close() => _gate = new ManualResetEventSlim();

    public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Gated)obj).Text);

    public override object FromBinary(byte[] bytes, Type type)
    {
        _waiting = !_gate.IsSet;
        _gate.Wait(Eventually.Patience);
        return new Gated(Encoding.UTF8.GetString(bytes));
    }
}
