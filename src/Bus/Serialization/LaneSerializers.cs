using System.Collections.Concurrent;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Remote.Serialization;
using Akka.Serialization;

namespace Bus.Serialization;

/// <summary>
/// One actor system's serializers as the lanes use them: what Akka.NET's configuration binds to a message's type, and straight into and
/// out of a lane where that gives the same bytes.
/// </summary>
/// <remarks>
/// Thread-safe; one per actor system. A type's serializer is looked up once: bindings that code adds later, for a type that was already
/// sent, are not seen.
/// </remarks>
internal sealed class LaneSerializers
{
    private readonly ExtendedActorSystem _system;
    private readonly ConcurrentDictionary<Type, LaneCodec> _codecs = new();
    private readonly Lazy<ConcurrentDictionary<int, PayloadFormat>> _formats;
    private readonly Lazy<LaneCodec> _null;

    /// <summary>Touches nothing of the system yet: its serialization may be made later than this.</summary>
    public LaneSerializers(ExtendedActorSystem system)
    {
        _system = system;
        _formats = new Lazy<ConcurrentDictionary<int, PayloadFormat>>(ReadBindings);
        _null = new Lazy<LaneCodec>(() => MakeCodec(null));
    }

    /// <summary>How to write a message.</summary>
    /// <exception cref="SerializationException">Nothing is bound to its type.</exception>
    public LaneCodec For(object? message)
    {
        if (message is null)
            return _null.Value;
        return _codecs.TryGetValue(message.GetType(), out var codec)
            ? codec
            : _codecs.GetOrAdd(message.GetType(), MakeCodec(message));
    }

    /// <summary>Reads a message that a peer wrote.</summary>
    /// <param name="bytes">Valid only during the call.</param>
    /// <param name="serializerId">The <see cref="LaneCodec.SerializerId"/> of the peer.</param>
    /// <param name="manifest">The <see cref="LaneCodec.Manifest"/> of the peer.</param>
    /// <param name="whole">The array whose content <paramref name="bytes"/> are, if the message may keep it.</param>
    /// <exception cref="SerializationException">
    /// For whatever reason it can't be read; it names the identifier and the manifest. No other exception is thrown.
    /// </exception>
    public object? Deserialize(ReadOnlySpan<byte> bytes, int serializerId, string manifest, byte[]? whole = null)
    {
        try
        {
            if (!_formats.Value.TryGetValue(serializerId, out var format))
                return StockFormat.Read(_system, whole ?? bytes.ToArray(), serializerId, manifest);
            return whole is null ? format.Read(bytes, manifest) : format.ReadWhole(whole, manifest);
        }
        catch (Exception error)
        {
            // Whatever a serializer throws, and some do not say who they are.
            throw new SerializationException(
                $"Cannot read {bytes.Length:N0} bytes with the serializer with id [{serializerId}] (manifest [{manifest}]): " +
                error.Message,
                error);
        }
    }

    private LaneCodec MakeCodec(object? message)
    {
        var serializer = _system.Serialization.FindSerializerFor(message);
        var format = FormatOf(serializer);
        Know(_formats.Value, format);
        return new LaneCodec(_system, format, message);
    }

    /// <summary>What may be read before anything of the kind was sent.</summary>
    private ConcurrentDictionary<int, PayloadFormat> ReadBindings()
    {
        var formats = new ConcurrentDictionary<int, PayloadFormat>();
        foreach (var (type, _) in _system.Settings.Config.GetConfig("akka.actor.serialization-bindings").AsEnumerable())
        {
            if (Type.GetType(type) is { } bound && Find(bound) is { } serializer)
                Know(formats, FormatOf(serializer));
        }

        return formats;

        // Of a binding to a serializer that does not exist, Akka.NET has warned already.
        Serializer? Find(Type bound)
        {
            try
            {
                return _system.Serialization.FindSerializerForType(bound);
            }
            catch (SerializationException)
            {
                return null;
            }
        }
    }

    /// <summary>
    /// Notes how to read what a serializer wrote. Of two with the same identifier only Akka.NET knows which one reads, so it is asked
    /// each time.
    /// </summary>
    private void Know(ConcurrentDictionary<int, PayloadFormat> formats, PayloadFormat format) =>
        formats.AddOrUpdate(
            format.Serializer.Identifier,
            format,
            (_, known) => known.Serializer == format.Serializer ? known : new StockFormat(_system, known.Serializer));

    /// <summary>By the exact type: a class that derives from a serializer may write something else.</summary>
    private PayloadFormat FormatOf(Serializer serializer) => serializer switch
    {
        ISelfContained direct => new SelfContainedFormat(serializer, direct),
        ILaneSerializer direct => new LaneSerializerFormat(_system, serializer, direct),
        PrimitiveSerializers primitives => new PrimitiveFormat(primitives),
        ByteArraySerializer bytes when bytes.GetType() == typeof(ByteArraySerializer) => new ByteArrayFormat(bytes),
        ProtobufSerializer protobuf when protobuf.GetType() == typeof(ProtobufSerializer) => new ProtobufFormat(protobuf),
        _ => new StockFormat(_system, serializer),
    };
}
