using System.Runtime.Serialization;
using Bus.Tests.Serialization.Messages;
using CsCheck;
using Google.Protobuf.WellKnownTypes;
using Xunit;

namespace Bus.Tests.Serialization;

/// <summary>Whatever a peer sends: a message, or an exception that says which serializer and which manifest it was.</summary>
public sealed class UnreadableTests : IAsyncLifetime
{
    private readonly SerializationSystem _system = SerializationSystem.Start(SerializationSystem.BindMemoryPack);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _system.DisposeAsync();

    [Theory]
    [InlineData(4711, "x", "Cannot find serializer")]
    [InlineData(17, "X", "X")]
    [InlineData(17, "", "manifest")]
    [InlineData(17, "I", "")]
    [InlineData(17, "L", "")]
    [InlineData(2, "Google.Protobuf.WellKnownTypes.Struct, Google.Protobuf", "")]
    [InlineData(2, "No.Such.Type, Nowhere", "Cannot find manifest class [No.Such.Type, Nowhere]")]
    [InlineData(2, "System.Text.StringBuilder, System.Private.CoreLib", "no message of Google.Protobuf")]
    [InlineData(2, "", "")]
    [InlineData(1071, "", "without the name")]
    [InlineData(1071, "No.Such.Type, Nowhere", "Cannot find manifest class [No.Such.Type, Nowhere]")]
    [InlineData(1071, "Bus.Tests.Serialization.Messages.Loose, Bus.Tests", "not [MemoryPackable]")]
    [InlineData(1071, "Bus.Tests.Serialization.Messages.Note, Bus.Tests", "")]
    [InlineData(1, "", "")]
    public void It_is_said_what_it_was(int serializerId, string manifest, string reason)
    {
        var error = Assert.Throws<SerializationException>(() => _system.Read(new Payload(serializerId, manifest, [1, 2, 3])));
        Assert.Contains($"id [{serializerId}]", error.Message, StringComparison.Ordinal);
        Assert.Contains($"manifest [{manifest}]", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_bytes()
    {
        var manifests = new[]
        {
            "", "S", "I", "L", Name<Struct>(), Name<Note>(), Name<Drawing>(), Name<Job>(), Name<Tree>(), Name<object>(),
        };
        Gen.Select(Gen.OneOf(0, 2, 4, 17, 1071, -1), Gen.OneOf(manifests), Gen.Byte.Array[0, 100]).Sample((id, manifest, bytes) =>
        {
            try
            {
                _system.Read(new Payload(id, manifest, bytes));
            }
            catch (SerializationException error)
            {
                Assert.Contains($"id [{id}]", error.Message, StringComparison.Ordinal);
            }
        }, iter: 20_000);
    }

    private static string Name<T>() => typeof(T).AssemblyQualifiedName!;

    [Fact]
    public async Task A_type_that_nothing_may_serialize_is_not_sent()
    {
        await using var strict = SerializationSystem.Start("akka.actor.serialization-settings.allow-unregistered-types = off");
        Assert.Throws<SerializationException>(() => strict.Lanes.For(new Loose("tea")));
        Assert.Equal("tea", strict.Read(strict.Write("tea")));
    }
}
