using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace Bus.Remoting.Tests.Serialization;

/// <summary>Fails where and how a <see cref="FailsWhen"/> says.</summary>
/// <param name="system">The system it belongs to.</param>
public sealed class FailingSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <inheritdoc/>
    public override int Identifier => 4711;

    /// <inheritdoc/>
    public override string Manifest(object o)
    {
        FailsWhen message = (FailsWhen)o;
        ThrowIf(message.Stage == FailureStage.Manifest, message.IsSerializationException);
        return $"{(int)message.Stage}{(message.IsSerializationException ? 's' : 'a')}";
    }

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj)
    {
        FailsWhen message = (FailsWhen)obj;
        ThrowIf(message.Stage == FailureStage.Writing, message.IsSerializationException);
        return [];
    }

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        FailsWhen message = new((FailureStage)(manifest[0] - '0'), manifest[1] == 's');
        ThrowIf(message.Stage == FailureStage.Reading, message.IsSerializationException);
        return message;
    }

    private static void ThrowIf(bool fails, bool isSerializationException)
    {
        if (!fails) return;
        throw isSerializationException
            ? new SerializationException("As told.")
            : new ArgumentException("As told.", nameof(fails));
    }
}
