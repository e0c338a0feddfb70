using System.Buffers;
using Akka.Actor;
using Akka.Configuration;
using Bus.Serialization;
using Bus.Testing;
using Bus.Transports;
using AkkaSerialization = Akka.Serialization.Serialization;

namespace Bus.Tests.Serialization;

/// <summary>An actor system with an address, and its serializers as lanes use them.</summary>
internal sealed class SerializationSystem : IAsyncDisposable
{
    public const string BindMemoryPack =
        """akka.actor.serialization-bindings { "MemoryPack.IMemoryPackFormatterRegister, MemoryPack.Core" = memorypack }""";

    private readonly TemporaryDirectory? _own;

    private SerializationSystem(string hocon, string name, TemporaryDirectory? own, string directory)
    {
        _own = own;
        Directory = directory;
        System = (ExtendedActorSystem)ActorSystem.Create(name, ConfigurationFactory.ParseString(hocon)
            .WithFallback(ConfigurationFactory.ParseString($$"""
                akka { loglevel = ERROR, stdout-loglevel = OFF, loggers = [] }
                akka.remote.ipc { port = 0, directory = "{{directory}}" }
                """))
            .WithFallback(BusConfig.Default)
            .WithIpcDefaults());
        Lanes = new LaneSerializers(System);
    }

    public string Directory { get; }

    public ExtendedActorSystem System { get; }

    public LaneSerializers Lanes { get; }

    public Address Address => System.Provider.DefaultAddress;

    public static SerializationSystem Start(string hocon = "")
    {
        var own = new TemporaryDirectory();
        return new SerializationSystem(hocon, "Near", own, own.Path);
    }

    /// <summary>A second one that the first can reach; it is to end first.</summary>
    public SerializationSystem StartPeer(string hocon = "") => new(hocon, "Far", null, Directory);

    /// <summary>What a lane sends of a message.</summary>
    public Payload Write(object? message)
    {
        var writer = new ArrayBufferWriter<byte>();
        var codec = Lanes.For(message);
        codec.Serialize(message, writer);
        return new Payload(codec.SerializerId, codec.Manifest(message), writer.WrittenSpan.ToArray());
    }

    /// <summary>What a lane makes of it.</summary>
    public object? Read(Payload payload) => Lanes.Deserialize(payload.Bytes, payload.SerializerId, payload.Manifest);

    /// <summary>What Akka.Remote sends of a message.</summary>
    public Payload StockWrite(object? message) => AkkaSerialization.WithTransport(System, (System, message), static s =>
    {
        var serializer = s.System.Serialization.FindSerializerFor(s.message);
        return new Payload(serializer.Identifier, AkkaSerialization.ManifestFor(serializer, s.message), serializer.ToBinary(s.message));
    });

    /// <summary>What Akka.Remote makes of it.</summary>
    public object? StockRead(Payload payload) =>
        System.Serialization.Deserialize(payload.Bytes, payload.SerializerId, payload.Manifest.Length == 0 ? null : payload.Manifest);

    public async ValueTask DisposeAsync()
    {
        await System.Terminate().WaitAsync(Eventually.Patience);
        _own?.Dispose();
    }
}
