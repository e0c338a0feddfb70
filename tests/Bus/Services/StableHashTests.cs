using Akka.Actor;
using Akka.Routing;
using Bus.Services;
using Xunit;

namespace Bus.Tests.Services;

public sealed class StableHashTests : IDisposable
{
    private static readonly Func<object, object?> LengthOfTexts = message => (message as string)?.Length;

    private readonly ActorSystem _system = ActorSystem.Create("Hashing", "akka { loglevel = OFF, stdout-loglevel = OFF }");

    [Theory]
    [InlineData("", 0xf52a15e9a9b5e89bUL)]
    [InlineData("orders", 0x45987d0b68fc7229UL)]
    [InlineData("é", 0x233403617480019eUL)]
    public void A_text_has_the_hash_that_it_had_in_the_first_version(string text, ulong hash) => Assert.Equal(hash, StableHash.Of(text));

    [Fact]
    public void A_number_has_one_hash_whatever_its_type()
    {
        var hash = HashOf(5);
        Assert.All(new object[] { 5L, (byte)5, 5m, 5.0, "5" }, same => Assert.Equal(hash, HashOf(same)));
        Assert.NotEqual(hash, HashOf(6));
    }

    [Fact]
    public void A_text_has_the_hash_of_its_bytes() => Assert.Equal(HashOf("käse"), HashOf("käse"u8.ToArray()));

    [Fact]
    public void Keys_of_all_kinds_have_hashes_that_tell_them_apart()
    {
        object[] keys =
        [
            "a", "b", Guid.Empty, Guid.Parse("00000000-0000-0000-0000-000000000001"), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            new DateTime(2026, 1, 1, 0, 0, 0, 1, DateTimeKind.Utc), DateTimeOffset.UnixEpoch, 1.5, true, 'c', DayOfWeek.Monday, new Key("a", 1), new Key("a", 2),
        ];
        Assert.Equal(keys.Length, keys.Select(HashOf).Distinct().Count());
        Assert.Equal(HashOf(new Key("a", 1)), HashOf(new Key("a", 1)));
    }

    [Fact]
    public void The_mapping_comes_first_then_what_the_message_says_itself()
    {
        var mapped = new ServiceUse { HashKey = LengthOfTexts };
        Assert.Equal(3, StableHash.KeyOf("abc", mapped));
        Assert.Equal("key", StableHash.KeyOf(new Hashable("key"), mapped));
        Assert.Equal("key", StableHash.KeyOf(new ConsistentHashableEnvelope("abc", "key"), ServiceUse.Default));
        Assert.Null(StableHash.KeyOf("abc", ServiceUse.Default));
    }

    public void Dispose() => _system.Dispose();

    private ulong HashOf(object key) => StableHash.OfKey(key, _system.Serialization);

    private sealed record Key(string Text, int Number);

    private sealed record Hashable(object ConsistentHashKey) : IConsistentHashable;
}
