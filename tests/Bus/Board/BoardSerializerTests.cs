using Akka.Actor;
using Bus.Board;
using Xunit;

namespace Bus.Tests.Board;

/// <summary>The board's messages as bytes, and bytes that are none.</summary>
public sealed class BoardSerializerTests : IAsyncLifetime
{
    private readonly ActorSystem _system = ActorSystem.Create("Serializing");

    private BoardSerializer Serializer => new((ExtendedActorSystem)_system);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    [Fact]
    public void An_update_is_these_bytes()
    {
        var update = new BoardUpdate("ab", 1, 0x0102030405060708, [new(2, "k", "é", "t"), new(3, "k", "x", null)]);
        var bytes = Serializer.ToBinary(update);
        Assert.Equal("u", Serializer.Manifest(update));
        Assert.Equal(
            "02-61-62" + "-08-07-06-05-04-03-02-01" + "-02-00-00-00" + "-01-00-00-00-00-00-00-00" +
            "-02-00-00-00-00-00-00-00" + "-01-6B" + "-02-C3-A9" + "-01-01-74" + "-03-00-00-00-00-00-00-00" + "-01-6B-01-78-00",
            BitConverter.ToString(bytes));
        var back = Assert.IsType<BoardUpdate>(Serializer.FromBinary(bytes, "u"));
        Assert.Equal((update.Incarnation, update.From, update.UpTo), (back.Incarnation, back.From, back.UpTo));
        Assert.Equal(update.Changes, back.Changes);
    }

    [Fact]
    public void An_answer_is_these_bytes()
    {
        var answer = new BoardAnswer("a", 3, [(5, "no")]);
        var bytes = Serializer.ToBinary(answer);
        Assert.Equal("a", Serializer.Manifest(answer));
        Assert.Equal("01-61-03-00-00-00-00-00-00-00-01-00-00-00-05-00-00-00-00-00-00-00-02-6E-6F", BitConverter.ToString(bytes));
        Assert.Equal(answer.Refused, Assert.IsType<BoardAnswer>(Serializer.FromBinary(bytes, "a")).Refused);
    }

    [Fact]
    public void What_is_cut_short_or_lies_about_its_length_is_an_exception()
    {
        var bytes = Serializer.ToBinary(new BoardUpdate("ab", 0, 1, [new(1, "kind", "key", "text")]));
        for (var length = 0; length < bytes.Length; length++)
            Assert.ThrowsAny<Exception>(() => Serializer.FromBinary(bytes[..length], "u"));
        Assert.Throws<ArgumentException>(() => Serializer.FromBinary(bytes, "z"));
        var many = (byte[])bytes.Clone();
        many[11] = many[12] = many[13] = 0x7F;
        Assert.ThrowsAny<Exception>(() => Serializer.FromBinary(many, "u"));
    }
}
