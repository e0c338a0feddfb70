using Bus.Tests.Serialization.Messages;
using Google.Protobuf.WellKnownTypes;
using Xunit;

namespace Bus.Tests.Serialization;

/// <summary>How much a message costs on the heap, to the byte.</summary>
public sealed class AllocationTests : IAsyncLifetime
{
    private readonly SerializationSystem _system = SerializationSystem.Start(SerializationSystem.BindMemoryPack);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _system.DisposeAsync();

    public static TheoryData<object> Messages => new("héllo wörld", new string('ß', 20_000), 1, 2L, new byte[100], new Point(1, 2),
        new Note("text", 1, [1.5, 2], ["a", "b"], null, DateTime.UnixEpoch));

    [Theory]
    [MemberData(nameof(Messages))]
    public void Sending_allocates_nothing(object message)
    {
        var writer = new ReusedWriter(100_000);
        Assert.Equal(0, Allocations.Of(() =>
        {
            writer.Clear();
            var codec = _system.Lanes.For(message);
            codec.Manifest(message);
            codec.Serialize(message, writer);
        }));
        Assert.Equal(_system.StockWrite(message).Bytes, writer.Written.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("héllo wörld")]
    public void Receiving_a_string_allocates_the_string(string text)
    {
        var payload = _system.Write(text);
        var chars = text.ToCharArray();
        var expected = Allocations.Of(() => GC.KeepAlive(new string(chars)));
        Assert.Equal(expected, Allocations.Of(() => GC.KeepAlive(_system.Read(payload))));
    }

    [Fact]
    public void Receiving_a_number_allocates_its_box()
    {
        var payload = _system.Write(7L);
        var number = 7L;
        Assert.Equal(Allocations.Of(() => GC.KeepAlive(number)), Allocations.Of(() => GC.KeepAlive(_system.Read(payload))));
    }

    [Fact]
    public void Receiving_with_memorypack_allocates_the_message()
    {
        var payload = _system.Write(new Square("label"));
        var chars = "label".ToCharArray();
        Assert.Equal(Allocations.Of(() => GC.KeepAlive(new Square(new string(chars)))), Allocations.Of(() => GC.KeepAlive(_system.Read(payload))));
    }

    [Fact]
    public void Receiving_a_protobuf_message_allocates_what_its_parser_does()
    {
        var message = new Timestamp { Seconds = 5, Nanos = 6 };
        var payload = _system.Write(message);
        Assert.Equal(
            Allocations.Of(() => GC.KeepAlive(Timestamp.Parser.ParseFrom(payload.Bytes.AsSpan()))),
            Allocations.Of(() => GC.KeepAlive(_system.Read(payload))));
    }
}
