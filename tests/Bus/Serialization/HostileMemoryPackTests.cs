using System.Buffers.Binary;
using System.Runtime.Serialization;
using Bus.Serialization;
using Bus.Tests.Serialization.Messages;
using CsCheck;
using Xunit;

namespace Bus.Tests.Serialization;

/// <summary>Payloads that MemoryPack itself would not survive, and others that it would.</summary>
public sealed class HostileMemoryPackTests : IAsyncLifetime
{
    private static readonly Note Sample =
        new("tea for two", 7, [1, 2.5], ["a", null, "bcd"], new() { ["k"] = Guid.Empty }, DateTime.UnixEpoch);

    private readonly SerializationSystem _system = SerializationSystem.Start(SerializationSystem.BindMemoryPack);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _system.DisposeAsync();

    [Theory]
    [InlineData(0x80000000u, 0)]
    [InlineData(0x80000000u, 1)]
    [InlineData(0x80000001u, 7)]
    [InlineData(0x80000003u, -1)]
    [InlineData(0x80000003u, int.MaxValue)]
    public void A_string_of_two_gigabytes_in_a_few_bytes(uint header, int chars)
    {
        foreach (var length in new[] { 9, 200, 2_000_000 })
        {
            var bytes = new byte[length];
            bytes[0] = 1;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(1), header);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(5), chars);
            Assert.Throws<SerializationException>(() => _system.Read(Of<Square>(bytes)));
            Assert.Throws<SerializationException>(() => _system.StockRead(Of<Square>(bytes)));
        }
    }

    [Fact]
    public void Harmless_bytes_that_look_like_it_are_read()
    {
        foreach (var count in new[] { 10, 400_000 })
        {
            var values = Enumerable.Repeat(-0.0, count).ToArray();
            var payload = _system.Write(new Note("tea", 1, values, null, null, null));
            Assert.True(GuardedMemoryPack.MayOverrun(payload.Bytes));
            for (var i = 0; i < 3; i++)
                Assert.Equal(values, Assert.IsType<Note>(_system.Read(payload)).Values);
        }
    }

    [Fact]
    public void Bytes_that_look_like_it_are_found_wherever_they_are() =>
        Gen.OneOf<byte>(0, 1, 3, 4, 0x80).Array[0, 12].Sample(bytes =>
        {
            var expected = false;
            for (var i = 0; i + 4 <= bytes.Length; i++)
                expected |= BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(i)) is >= 0x80000000 and <= 0x80000003;
            Assert.Equal(expected, GuardedMemoryPack.MayOverrun(bytes));
        });

    [Fact]
    public void A_part_of_a_message_is_none()
    {
        var whole = _system.Write(Sample).Bytes;
        for (var length = 0; length < whole.Length; length++)
            Assert.Throws<SerializationException>(() => _system.Read(Of<Note>(whole[..length])));
    }

    [Fact]
    public void More_than_a_message_is_none() =>
        Assert.Throws<SerializationException>(() => _system.Read(Of<Note>([.. _system.Write(Sample).Bytes, 0])));

    [Fact]
    public void Nothing_is_no_message() => Assert.Throws<SerializationException>(() => _system.Read(Of<Note>([255])));

    [Fact]
    public void A_damaged_message_is_read_or_refused()
    {
        var whole = _system.Write(Sample).Bytes;
        var damage = Gen.Select(Gen.Int[0, whole.Length - 1], Gen.OneOf(Gen.Byte, Gen.OneOf<byte>(0, 0x7F, 0x80, 0xFF)));
        damage.Array[1, 6].Sample(changes =>
        {
            var bytes = whole.ToArray();
            foreach (var (at, value) in changes)
                bytes[at] = value;
            try
            {
                Assert.IsType<Note>(_system.Read(Of<Note>(bytes)));
            }
            catch (SerializationException)
            {
                // As good.
            }
        }, iter: 20_000);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1_000_000)]
    [InlineData(-2)]
    [InlineData(int.MinValue)]
    public void A_count_that_is_a_lie_allocates_next_to_nothing(int count)
    {
        // A null text, a number, and the count of an array.
        var bytes = new byte[100];
        bytes[0] = 6;
        bytes.AsSpan(1, 4).Fill(255);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(9), count);
        Assert.Throws<SerializationException>(() => _system.Read(Of<Note>(bytes)));

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<SerializationException>(() => _system.Read(Of<Note>(bytes)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Where_a_length_times_a_size_could_overflow_nothing_is_read()
    {
        var shape = MemoryPackShape.Of(typeof(Measured));
        Assert.Null(shape.Objection);
        Assert.Equal(16, shape.LargestElement);
        object? message = null;
        // The bytes are not looked at.
        var error = Assert.Throws<InvalidDataException>(() =>
            GuardedMemoryPack.Read(typeof(Measured), new byte[(int.MaxValue / 16) + 1], shape, ref message));
        Assert.Contains("134,217,727", error.Message, StringComparison.Ordinal);
    }

    private static Payload Of<T>(byte[] bytes) => new(1071, typeof(T).AssemblyQualifiedName!, bytes);
}
