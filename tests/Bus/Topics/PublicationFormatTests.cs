using System.Runtime.Serialization;
using Bus.Serialization;
using Bus.Tests.Serialization;
using Bus.Topics;
using CsCheck;
using Xunit;

namespace Bus.Tests.Topics;

/// <summary>What processes tell each other, byte by byte: a peer of another build must read it.</summary>
public sealed class PublicationFormatTests : IAsyncLifetime
{
    private readonly SerializationSystem _system = SerializationSystem.Start();
    private readonly TopicSerializer _serializer;
    private readonly byte[] _plain;

    public PublicationFormatTests()
    {
        _serializer = (TopicSerializer)_system.System.Serialization.FindSerializerForType(typeof(OutgoingPublication));
        _plain = new PublicationWriter(_system.System, Akka.Event.NoLogger.Instance).Write("a.b", "hi")!;
    }

    private string Body => BitConverter.ToString(_plain[PublicationFormat.PlainHeadBytes..]);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _system.DisposeAsync();

    [Fact]
    public void The_serializer_has_its_number_and_no_manifest() =>
        Assert.Equal((1072, false, true), (_serializer.Identifier, _serializer.IncludeManifest, _serializer is ILaneSerializer));

    [Fact]
    public void A_body_is_topic_serializer_manifest_and_payload() => Assert.Equal(
        "03-00-61-2E-62-11-00-00-00-25-00-" + BitConverter.ToString("System.String, System.Private.CoreLib"u8.ToArray()) + "-68-69",
        Body);

    [Fact]
    public void A_plain_publication_is_for_no_groups_and_all_its_bytes()
    {
        var publication = new OutgoingPublication("a.b", _plain);
        Assert.Equal("00-00-00-" + Body, BitConverter.ToString(_serializer.ToBinary(publication)));
        Assert.True(publication.IsPlain);
        Assert.False(new OutgoingPublication("a.b", _plain) { Groups = ["a g"] }.IsPlain);
        Assert.False(new OutgoingPublication("a.b", _plain) { Replay = new Replay("a.*", 2, 3) }.IsPlain);
    }

    [Fact]
    public void A_publication_begins_with_its_groups() => Assert.Equal(
        "00-02-00-03-00-61-20-67-03-00-3E-20-68-" + Body,
        BitConverter.ToString(_serializer.ToBinary(new OutgoingPublication("a.b", _plain) { Groups = ["a g", "> h"] })));

    [Fact]
    public void A_replay_begins_with_whom_it_is_for() => Assert.Equal(
        "01-02-00-00-00-00-00-00-00-05-01-00-00-00-00-00-00-03-00-61-2E-2A-" + Body,
        BitConverter.ToString(_serializer.ToBinary(new OutgoingPublication("a.b", _plain) { Replay = new Replay("a.*", 2, 0x105) })));

    [Fact]
    public void What_is_written_is_read() =>
        Gen.Select(Gen.String, Gen.String.Array[0, 5], Gen.Long, Gen.Long, Gen.Bool).Sample((text, groups, above, upTo, isReplay) =>
        {
            var plain = new PublicationWriter(_system.System, Akka.Event.NoLogger.Instance).Write("t", text)!;
            var replay = isReplay ? new Replay("name", above, upTo) : null;
            var read = (IncomingPublication)_serializer.FromBinary(
                _serializer.ToBinary(new OutgoingPublication("t", plain) { Groups = groups, Replay = replay }), null!);
            Assert.Equal(("t", replay, (object)text), (read.Topic, read.Replay, read.Message));
            Assert.Equal(isReplay ? [] : groups, read.Groups);
        });

    [Fact]
    public void What_is_cut_off_or_made_up_is_refused()
    {
        var whole = _serializer.ToBinary(new OutgoingPublication("a.b", _plain) { Groups = ["a g"] });
        for (var length = 0; length < whole.Length - 2; length++)
            Assert.Throws<SerializationException>(() => _serializer.FromBinary(whole[..length], null!));
        Gen.Byte.Array[0, 60].Sample(bytes =>
        {
            try
            {
                _serializer.Deserialize(bytes, "");
            }
            catch (SerializationException)
            {
                // The only one that may come.
            }
        });
    }

    [Fact]
    public void A_publication_in_a_publication_is_refused()
    {
        var inner = _serializer.ToBinary(new OutgoingPublication("a.b", _plain));
        byte[] outer = [0, 0, 0, 1, 0, (byte)'a', 0x30, 4, 0, 0, 0, 0, .. inner];
        var error = Assert.Throws<SerializationException>(() => _serializer.FromBinary(outer, null!));
        Assert.Contains("in a publication", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_nested_a_thousandfold_is_refused()
    {
        var manifest = "X" + string.Concat(Enumerable.Repeat("[]", 1000));
        byte[] bytes = [0, 0, 0, 1, 0, (byte)'a', 1, 0, 0, 0, 0xD1, 0x07, .. System.Text.Encoding.ASCII.GetBytes(manifest)];
        var error = Assert.Throws<SerializationException>(() => _serializer.FromBinary(bytes, null!));
        Assert.Contains("brackets", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_that_come_again_are_not_made_again()
    {
        var cache = new TextCache();
        string Take(string text)
        {
            byte[] bytes = [(byte)(text.Length & 0xFF), (byte)(text.Length >> 8), .. System.Text.Encoding.ASCII.GetBytes(text)];
            ReadOnlySpan<byte> rest = bytes;
            var taken = cache.Take(ref rest);
            Assert.Equal(text, taken);
            return taken;
        }

        var first = Take("topic");
        Assert.Same(first, Take("topic"));
        Take(new string('x', TextCache.Longest + 1));
        for (var i = 0; i < TextCache.Capacity; i++)
            Take($"other {i}");
        Assert.NotSame(first, Take("topic"));
        Assert.Same(Take("topic"), Take("topic"));
    }
}
