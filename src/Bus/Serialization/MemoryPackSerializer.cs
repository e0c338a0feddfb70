using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using MemoryPack;
using Packer = MemoryPack.MemoryPackSerializer;

namespace Bus.Serialization;

/// <summary>
/// Serializes <c>[MemoryPackable]</c> types with MemoryPack. One line binds it to all of them, given the defaults of the Bus:
/// <code>akka.actor.serialization-bindings { "MemoryPack.IMemoryPackFormatterRegister, MemoryPack.Core" = memorypack }</code>
/// </summary>
/// <remarks>
/// <para>
/// Members of the type <see cref="IActorRef"/> work; mark them with <see cref="MemoryPackAllowSerializeAttribute"/>, as MemoryPack asks
/// for with every type that is not its own. They are read as refs of the actor system that reads the message.
/// </para>
/// <para>
/// MemoryPack checks little of what it reads: for some types a few bytes of a hostile peer would end the process. This serializer refuses
/// such types, and says why, unless <c>bus.memorypack.trust-peers</c> is on. See <c>docs/serializers.md</c>.
/// </para>
/// <para>Thread-safe. Its identifier is 1071, or what <c>akka.actor.serialization-identifiers</c> says.</para>
/// </remarks>
public sealed class MemoryPackSerializer : Serializer, ILaneSerializer
{
    private const string Name = "Bus.Serialization.MemoryPackSerializer, Bus";
    private const int DefaultIdentifier = 1071;

    private readonly bool _trustsPeers;
    private readonly ConcurrentDictionary<Type, MemoryPackShape> _shapes = new();
    private readonly ManifestCache<Type> _types;

    static MemoryPackSerializer() => MemoryPackFormatterProvider.Register(new ActorRefFormatter());

    /// <summary>Called by Akka.NET.</summary>
    /// <param name="system">The actor system whose messages it serializes.</param>
    public MemoryPackSerializer(ExtendedActorSystem system) : base(system)
    {
        // With a default, so that the serializer can be used with another provider than the Bus', which merges no reference.conf.
        Identifier = system.Settings.Config.GetInt($"akka.actor.serialization-identifiers.\"{Name}\"", DefaultIdentifier);
        _trustsPeers = system.Settings.Config.GetBoolean("bus.memorypack.trust-peers", false);
        _types = new ManifestCache<Type>(Identifier, Readable);
    }

    /// <inheritdoc/>
    public override int Identifier { get; }

    /// <inheritdoc/>
    public override bool IncludeManifest => true;

    /// <inheritdoc/>
    /// <exception cref="SerializationException">MemoryPack can't write the type, or it is refused.</exception>
    public override byte[] ToBinary(object obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        Check(obj.GetType());
        try
        {
            return Packer.Serialize(obj.GetType(), obj);
        }
        catch (MemoryPackSerializationException error)
        {
            throw new SerializationException($"MemoryPack cannot write {obj.GetType()}: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="SerializationException">The bytes are no such message, or the type is refused.</exception>
    public override object FromBinary(byte[] bytes, Type type)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return type is null ? throw Nameless() : Read(bytes, Readable(type));
    }

    /// <inheritdoc/>
    /// <exception cref="SerializationException">MemoryPack can't write the type, or it is refused.</exception>
    public void Serialize(object message, IBufferWriter<byte> writer)
    {
        ArgumentNullException.ThrowIfNull(message);
        Check(message.GetType());
        try
        {
            Packer.Serialize(message.GetType(), writer, message);
        }
        catch (MemoryPackSerializationException error)
        {
            throw new SerializationException($"MemoryPack cannot write {message.GetType()}: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="SerializationException">The bytes are no such message, or the type is refused.</exception>
    public object Deserialize(ReadOnlySpan<byte> bytes, string manifest) =>
        string.IsNullOrEmpty(manifest) ? throw Nameless() : Read(bytes, _types.Get(manifest));

    private object Read(ReadOnlySpan<byte> bytes, Type type)
    {
        try
        {
            object? message = null;
            var consumed = _trustsPeers
                ? Packer.Deserialize(type, bytes, ref message)
                : GuardedMemoryPack.Read(type, bytes, ShapeOf(type), ref message);
            if (consumed != bytes.Length || message is null)
                throw new SerializationException(
                    $"{bytes.Length:N0} bytes are no {type}: MemoryPack made {message?.GetType().Name ?? "null"} of {consumed:N0}.");
            return message;
        }
        catch (Exception error) when (error is not SerializationException)
        {
            throw new SerializationException($"{bytes.Length:N0} bytes are no {type}: {error.Message}", error);
        }
    }

    /// <remarks>The type's name comes from the peer: only what would also be sent with this serializer is read with it.</remarks>
    private Type Readable(Type type)
    {
        if (!typeof(IMemoryPackFormatterRegister).IsAssignableFrom(type) && system.Serialization.FindSerializerForType(type) != this)
            throw new SerializationException($"{type} is not [MemoryPackable] and nothing binds it to {GetType()}.");
        Check(type);
        return type;
    }

    private void Check(Type type)
    {
        if (!_trustsPeers && ShapeOf(type).Objection is { } objection)
            throw new SerializationException(
                $"MemoryPack does not check enough of what a peer sends for {type}: {objection}. If all processes that can connect are " +
                "trusted, set bus.memorypack.trust-peers = on; otherwise change the type, or bind it to another serializer.");
    }

    private MemoryPackShape ShapeOf(Type type) => _shapes.GetOrAdd(type, static t => MemoryPackShape.Of(t));

    private static SerializationException Nameless() => new("A MemoryPack message came without the name of its type.");
}
