using Bus.Serialization;
using Xunit;

namespace Bus.Tests.Serialization;

public sealed class ManifestCacheTests
{
    [Fact]
    public void It_does_not_grow_with_the_spellings_of_a_name()
    {
        var made = 0;
        var cache = new ManifestCache<Type>(1, type =>
        {
            made++;
            return type;
        });
        string Spell(int spaces) => "System.String," + new string(' ', spaces) + "System.Private.CoreLib";
        for (var i = 0; i < ManifestCache<Type>.Capacity + 10; i++)
            Assert.Equal(typeof(string), cache.Get(Spell(i)));
        Assert.Equal(ManifestCache<Type>.Capacity + 10, made);

        cache.Get(Spell(0));
        Assert.Equal(ManifestCache<Type>.Capacity + 10, made);
        cache.Get(Spell(ManifestCache<Type>.Capacity));
        Assert.Equal(ManifestCache<Type>.Capacity + 11, made);
    }
}
