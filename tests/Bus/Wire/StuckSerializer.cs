using Akka.Actor;
using Akka.Serialization;

namespace Bus.Tests.Wire;

/// <summary>A serializer of a user that waits for something, when it reads.</summary>
public sealed class StuckSerializer(ExtendedActorSystem system) : Serializer(system)
{
    public static string Hocon => """
        akka.actor {
          serializers.stuck = "Bus.Tests.Wire.StuckSerializer, Bus.Tests"
          serialization-bindings { "Bus.Tests.Wire.StuckSerializer+Message, Bus.Tests" = stuck }
        }
        """;

    public override int Identifier => 9741;

    public override bool IncludeManifest => false;

    internal static ManualResetEventSlim Entered { get; } = new();

    internal static ManualResetEventSlim Release { get; } = new();

    public override byte[] ToBinary(object obj) => [1];

    public override object FromBinary(byte[] bytes, Type type)
    {
        Entered.Set();
        Release.Wait();
        return new Message();
    }

    public sealed class Message;
}
