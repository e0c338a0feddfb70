using Bus.Tests.Serialization.Messages;
using Bus.Tests.Serialization.Serializers;
using Xunit;

namespace Bus.Tests.Serialization;

/// <summary>All kinds of serializers that users write, and the bindings that they choose.</summary>
public sealed class SerializerKindTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("tea", "short")]
    [InlineData("coffee", "long")]
    public async Task Manifest_by_message(string text, string manifest)
    {
        await using var system = SerializationSystem.Start(Bind<Word, TwoNamesSerializer>());
        // The codec is made for another message of the type, with another manifest.
        system.Lanes.For(new Word("anything"));
        RoundTrip(system, new Word(text), 901, manifest);
    }

    [Fact]
    public async Task Manifest_by_type()
    {
        await using var system = SerializationSystem.Start(Bind<Word, TypeNamedSerializer>());
        RoundTrip(system, new Word("tea"), 902, "Bus.Tests.Serialization.Messages.Word, Bus.Tests");
    }

    [Fact]
    public async Task No_manifest()
    {
        await using var system = SerializationSystem.Start(Bind<Word, NamelessSerializer>());
        RoundTrip(system, new Word("tea"), 903, "");
    }

    [Fact]
    public async Task Json_is_what_nothing_is_bound_to()
    {
        await using var system = SerializationSystem.Start();
        RoundTrip(system, new Word("tea"), 1, system.StockWrite(new Word("")).Manifest);
    }

    [Fact]
    public async Task A_serializer_for_lanes_makes_no_arrays()
    {
        await using var system = SerializationSystem.Start(Bind<Word, DirectSerializer>());
        var serializer = Assert.IsType<DirectSerializer>(system.System.Serialization.FindSerializerForType(typeof(Word)));

        var payload = system.Write(new Word("tea"));
        Assert.Equal(new Word("tea"), system.Read(payload));
        Assert.Equal(0, serializer.Arrays);
        Assert.Equal("Bus.Tests.Serialization.Messages.Word, Bus.Tests", serializer.LastManifest);

        Assert.Equal(system.StockWrite(new Word("tea")), payload);
        Assert.Equal(1, serializer.Arrays);
    }

    [Fact]
    public async Task A_serializer_for_lanes_reads_what_it_has_never_sent()
    {
        await using var sender = SerializationSystem.Start(Bind<Word, DirectSerializer>());
        await using var receiver = sender.StartPeer(Bind<Word, DirectSerializer>());
        Assert.Equal(new Word("tea"), receiver.Read(sender.Write(new Word("tea"))));
        Assert.Equal(0, ((DirectSerializer)receiver.System.Serialization.FindSerializerForType(typeof(Word))).Arrays);
    }

    [Fact]
    public async Task A_serializer_that_nothing_is_bound_to_reads_all_the_same()
    {
        await using var sender = SerializationSystem.Start(Bind<Word, DirectSerializer>());
        await using var receiver = sender.StartPeer(
            $"akka.actor.serializers.mine = \"{typeof(DirectSerializer).AssemblyQualifiedName}\"");
        Assert.Equal(new Word("tea"), receiver.Read(sender.Write(new Word("tea"))));
    }

    [Fact]
    public async Task The_example_of_the_documentation()
    {
        await using var system = SerializationSystem.Start(Bind<Tick, TickSerializer>());
        RoundTrip(system, new Tick(5, 2.5), 2001, "");
    }

    [Fact]
    public async Task A_users_binding_of_strings_wins()
    {
        await using var system = SerializationSystem.Start(Bind<string, WideStringSerializer>("System.String"));
        RoundTrip(system, "tea", 905, "32");
        // What a peer without that binding sends is still read.
        Assert.Equal("tea", system.Read(new Payload(17, "S", "tea"u8.ToArray())));
    }

    [Fact]
    public async Task A_class_that_derives_from_a_stock_serializer_is_none()
    {
        await using var system = SerializationSystem.Start(
            $"akka.actor.serializers.bytes = \"{typeof(InvertingSerializer).AssemblyQualifiedName}\"");
        RoundTrip(system, new byte[] { 1, 2, 3 }, 4, "");
        Assert.Equal([0xFE, 0xFD, 0xFC], system.Write(new byte[] { 1, 2, 3 }).Bytes);
    }

    [Fact]
    public async Task Of_two_serializers_with_one_identifier_that_reads_which_Akka_takes()
    {
        await using var system = SerializationSystem.Start($$"""
            akka.actor {
              serializers.mine = "{{typeof(InvertingSerializer).AssemblyQualifiedName}}"
              serialization-bindings { "System.Byte[][]" = mine }
            }
            """);
        foreach (var sent in new[] { false, true })
        {
            var payload = new Payload(4, "", [1, 2, 3]);
            Assert.Equal(system.StockRead(payload), system.Read(payload));
            if (!sent)
                system.Write(new byte[] { 1 });
        }
    }

    private static void RoundTrip(SerializationSystem system, object message, int serializerId, string manifest)
    {
        var payload = system.Write(message);
        Assert.Equal(serializerId, payload.SerializerId);
        Assert.Equal(manifest, payload.Manifest);
        Assert.Equal(system.StockWrite(message), payload);
        Assert.Equal(message, system.Read(payload));
    }

    private static string Bind<TMessage, TSerializer>(string? name = null) => $$"""
        akka.actor {
          serializers.mine = "{{typeof(TSerializer).AssemblyQualifiedName}}"
          serialization-bindings { "{{name ?? typeof(TMessage).AssemblyQualifiedName}}" = mine }
        }
        """;
}
