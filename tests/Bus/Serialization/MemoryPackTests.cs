using System.Runtime.Serialization;
using Bus.Serialization;
using Bus.Tests.Serialization.Messages;
using CsCheck;
using Xunit;

namespace Bus.Tests.Serialization;

public sealed class MemoryPackTests : IAsyncLifetime
{
    private const string Trusting = SerializationSystem.BindMemoryPack + "\nbus.memorypack.trust-peers = on";

    private static readonly Gen<Note> Notes = Gen.Select(
        Gen.String.Null(), Gen.Int, Gen.Double.Array[0, 20].Null(), Gen.String.Null().List[0, 10].Null(),
        Gen.Dictionary(Gen.String, Gen.Guid)[0, 5].Null(), Gen.DateTime.Nullable(),
        (text, number, values, tags, ids, when) => new Note(text, number, values, tags, ids, when));

    private readonly SerializationSystem _system = SerializationSystem.Start(SerializationSystem.BindMemoryPack);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _system.DisposeAsync();

    [Fact]
    public void One_line_binds_it_to_all_packable_types()
    {
        foreach (var type in new[] { typeof(Note), typeof(Point), typeof(Job), typeof(Circle), typeof(Tree) })
            Assert.IsType<MemoryPackSerializer>(_system.System.Serialization.FindSerializerForType(type));
        Assert.IsNotType<MemoryPackSerializer>(_system.System.Serialization.FindSerializerForType(typeof(Loose)));
        Assert.Equal(1071, _system.Write(new Point(1, 2)).SerializerId);
    }

    [Fact]
    public async Task Without_the_line_nothing_changes()
    {
        await using var plain = SerializationSystem.Start();
        Assert.Equal(1, plain.Write(new Note("tea", 1, null, null, null, null)).SerializerId);
    }

    [Fact]
    public async Task Its_identifier_is_configured_as_that_of_any_serializer()
    {
        await using var other = SerializationSystem.Start(SerializationSystem.BindMemoryPack +
            """

            akka.actor.serialization-identifiers { "Bus.Serialization.MemoryPackSerializer, Bus" = 77 }
            """);
        Assert.Equal(77, other.Write(new Point(1, 2)).SerializerId);
    }

    [Fact]
    public void Round_trips() => Notes.Sample(note =>
    {
        var payload = _system.Write(note);
        Assert.Equal(_system.StockWrite(note), payload);
        // Compared by their bytes: the members of a record with collections are equal only to themselves.
        Assert.Equal(payload, _system.StockWrite(Assert.IsType<Note>(_system.Read(payload))));
        Assert.Equal(payload, _system.StockWrite(Assert.IsType<Note>(_system.StockRead(payload))));
    });

    [Fact]
    public void Structs_unions_and_tuples()
    {
        Assert.Equal(new Point(3, 4), _system.Read(_system.Write(new Point(3, 4))));
        var drawing = Assert.IsType<Drawing>(_system.Read(_system.Write(new Drawing([new Circle(1), null, new Square("s")], ("c", 5)))));
        Assert.Equal([new Circle(1), null, new Square("s")], drawing.Shapes);
        Assert.Equal(("c", 5), drawing.Caption);
    }

    [Fact]
    public void What_is_not_sent_does_not_matter()
    {
        var read = Assert.IsType<Secretive>(_system.Read(_system.Write(new Secretive { Text = "tea", Parent = new Secretive() })));
        Assert.Equal("tea", read.Text);
        Assert.Null(read.Parent);
    }

    [Theory]
    [InlineData(typeof(Tree), "can contain itself")]
    [InlineData(typeof(Tolerant), "VersionTolerant")]
    [InlineData(typeof(Grid), "Int32[,]")]
    [InlineData(typeof(Squeezed), "BrotliFormatter")]
    public async Task A_dangerous_type_is_refused_unless_peers_are_trusted(Type type, string reason)
    {
        object message = type.Name switch
        {
            nameof(Tree) => new Tree("root", [new Tree("leaf", null)]),
            nameof(Tolerant) => new Tolerant { Text = "tea" },
            nameof(Grid) => new Grid(new[,] { { 1, 2 }, { 3, 4 } }),
            _ => new Squeezed([1, 2, 3]),
        };
        await using var trusting = SerializationSystem.Start(Trusting);
        var payload = trusting.Write(message);
        Assert.Equal(payload, trusting.Write(trusting.Read(payload)));

        Action[] ways = [() => _system.Write(message), () => _system.StockWrite(message), () => _system.Read(payload)];
        foreach (var refused in ways)
        {
            var error = Assert.Throws<SerializationException>(refused);
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
            Assert.Contains("bus.memorypack.trust-peers = on", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Versions_that_tolerate_each_other_do()
    {
        await using var trusting = SerializationSystem.Start(Trusting);
        var next = trusting.Write(new TolerantNext { Text = "tea", More = ["milk"] }) with { Manifest = Name<Tolerant>() };
        Assert.Equal("tea", Assert.IsType<Tolerant>(trusting.Read(next)).Text);
        var old = trusting.Write(new Tolerant { Text = "tea" }) with { Manifest = Name<TolerantNext>() };
        Assert.Equal("tea", Assert.IsType<TolerantNext>(trusting.Read(old)).Text);

        static string Name<T>() => typeof(T).AssemblyQualifiedName!;
    }

    [Fact]
    public void The_stock_way_reads_no_type_that_is_not_its_own() =>
        Assert.Throws<SerializationException>(() => _system.StockRead(new Payload(1071, typeof(Loose).AssemblyQualifiedName!, [255])));
}
