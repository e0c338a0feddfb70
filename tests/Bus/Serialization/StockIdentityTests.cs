using CsCheck;
using Google.Protobuf.WellKnownTypes;
using Xunit;

namespace Bus.Tests.Serialization;

/// <summary>What goes straight into a lane has the bytes of the stock serializer, and each reads what the other wrote.</summary>
public sealed class StockIdentityTests : IAsyncLifetime
{
    private const string Legacy = "akka.actor.serialization-settings.primitive.use-legacy-behavior = ";

    /// <summary>Any code units: among them halves of surrogate pairs, and pairs where the text is cut into pieces.</summary>
    private static readonly Gen<string> Text = Gen.Select(
        Gen.OneOf(Gen.Const(0), Gen.Int[8180, 8195], Gen.Int[16370, 16390]),
        Gen.OneOf(Gen.Char[(char)0, (char)0xFFFF], Gen.Char[(char)0xD7FE, (char)0xE001], Gen.Char.AlphaNumeric).Array[0, 40],
        (filler, chars) => new string('x', filler) + new string(chars));

    private static readonly Gen<Value> Scalar = Gen.OneOf(
        Gen.String.Select(Value.ForString),
        Gen.Double.Select(Value.ForNumber),
        Gen.Bool.Select(Value.ForBool));

    private static readonly Gen<Struct> Message = Gen
        .Select(Gen.String.AlphaNumeric, Gen.OneOf(Scalar, Scalar.Array[0, 5].Select(Value.ForList)))
        .Array[0, 20].Select(fields =>
        {
            var message = new Struct();
            foreach (var (name, value) in fields)
                message.Fields[name] = value;
            return message;
        });

    private readonly SerializationSystem _modern = SerializationSystem.Start(Legacy + "off");
    private readonly SerializationSystem _legacy = SerializationSystem.Start(Legacy + "on");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _modern.DisposeAsync();
        await _legacy.DisposeAsync();
    }

    [Fact]
    public void Strings() => Text.Sample(text => Same(text, 17));

    [Fact]
    public void Ints() => Gen.Int.Sample(number => Same(number, 17));

    [Fact]
    public void Longs() => Gen.Long.Sample(number => Same(number, 17));

    [Fact]
    public void Byte_arrays() => Gen.Byte.Array[0, 300].Sample(bytes => Same(bytes, 4));

    [Fact]
    public void Protobuf_messages() => Message.Sample(message => Same(message, 2));

    [Fact]
    public void Null() => Same(null, 0);

    [Fact]
    public void A_long_string_is_written_in_small_pieces()
    {
        var text = string.Concat(Enumerable.Repeat("ä€\U0001F600", 100_000));
        var writer = new StingyWriter();
        _modern.Lanes.For(text).Serialize(text, writer);
        Assert.Equal(_modern.StockWrite(text).Bytes, writer.Written.ToArray());
        Assert.InRange(writer.LargestRequest, 1, 24 * 1024);
    }

    [Theory]
    [InlineData("System.String, mscorlib", "YWJj", "abc")]
    [InlineData("System.Int32, mscorlib", "AQAAAA==", 1)]
    [InlineData("System.Int64, mscorlib", "AQAAAAAAAAA=", 1L)]
    public void Primitives_of_a_peer_on_the_old_framework_are_read(string manifest, string bytes, object expected) =>
        Assert.Equal(expected, _modern.Read(new Payload(17, manifest, Convert.FromBase64String(bytes))));

    private void Same(object? message, int serializerId)
    {
        foreach (var system in new[] { _modern, _legacy })
        {
            var stock = system.StockWrite(message);
            Assert.Equal(serializerId, stock.SerializerId);
            Assert.Equal(stock, system.Write(message));

            var writer = new StingyWriter();
            system.Lanes.For(message).Serialize(message, writer);
            Assert.Equal(stock.Bytes, writer.Written.ToArray());

            var expected = system.StockRead(stock);
            Assert.Equal(expected, system.Read(stock));
            // The peer may have the other setting.
            Assert.Equal(expected, (system == _modern ? _legacy : _modern).Read(stock));
        }
    }
}
