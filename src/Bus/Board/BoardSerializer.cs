using System.Text;
using Akka.Actor;
using Akka.Serialization;

namespace Bus.Board;

/// <summary>
/// The board's messages as bytes, little-endian; a text is its length in bytes (LEB128) and UTF-8:
/// <code>
///   update "u":  incarnation text | upTo i64 | count i32 | from i64 | count times: number i64 | kind text | key text | present u8 | text, if present is 1
///   answer "a":  incarnation text | upTo i64 | count i32 | count times: number i64 | reason text
/// </code>
/// </summary>
/// <remarks>Thread-safe. What a peer sends is checked: a wrong message is an exception, and at most what came is read.</remarks>
internal sealed class BoardSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string UpdateManifest = "u";
    private const string AnswerManifest = "a";

    // No notice is longer, see Notice.
    private const int MostKindChars = 64;
    private const int MostKeyChars = 1024;
    private const int MostTextChars = 32 * 1024;

    public override int Identifier => 1073;

    public override string Manifest(object o) => o switch
    {
        BoardUpdate => UpdateManifest,
        BoardAnswer => AnswerManifest,
        _ => throw new ArgumentException($"{o?.GetType()} is no message of the board.", nameof(o)),
    };

    public override byte[] ToBinary(object obj)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        switch (obj)
        {
            case BoardUpdate update:
                WriteHead(writer, update.Incarnation, update.UpTo, update.Changes.Count);
                writer.Write(update.From);
                foreach (var (number, kind, key, text) in update.Changes)
                {
                    writer.Write(number);
                    writer.Write(kind);
                    writer.Write(key);
                    writer.Write(text is not null);
                    if (text is not null)
                        writer.Write(text);
                }

                break;
            case BoardAnswer answer:
                WriteHead(writer, answer.Incarnation, answer.UpTo, answer.Refused.Count);
                foreach (var (number, reason) in answer.Refused)
                {
                    writer.Write(number);
                    writer.Write(reason);
                }

                break;
        }

        writer.Flush();
        return bytes.ToArray();
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
        var incarnation = reader.ReadString();
        var upTo = reader.ReadInt64();
        var count = reader.ReadInt32();
        // Each takes at least a number and an empty text.
        if (count < 0 || count > bytes.Length / (sizeof(long) + 1))
            throw new ArgumentException($"A message of the board announces {count} entries in {bytes.Length} bytes.", nameof(bytes));
        switch (manifest)
        {
            case UpdateManifest:
                var from = reader.ReadInt64();
                var changes = new BoardChange[count];
                for (var i = 0; i < count; i++)
                    changes[i] = Checked(new BoardChange(reader.ReadInt64(), reader.ReadString(), reader.ReadString(), reader.ReadBoolean() ? reader.ReadString() : null));
                return new BoardUpdate(incarnation, from, upTo, changes);
            case AnswerManifest:
                var refused = new (long, string)[count];
                for (var i = 0; i < count; i++)
                    refused[i] = (reader.ReadInt64(), reader.ReadString());
                return new BoardAnswer(incarnation, upTo, refused);
            default:
                throw new ArgumentException($"The board knows no manifest '{manifest}'.", nameof(manifest));
        }
    }

    private static BoardChange Checked(in BoardChange change) => change.Kind.Length <= MostKindChars && change.Key.Length <= MostKeyChars && !(change.Text?.Length > MostTextChars)
        ? change
        : throw new ArgumentException($"A notice has a kind of {change.Kind.Length}, a key of {change.Key.Length} and a text of {change.Text?.Length} characters.", nameof(change));

    private static void WriteHead(BinaryWriter writer, string incarnation, long upTo, int count)
    {
        writer.Write(incarnation);
        writer.Write(upTo);
        writer.Write(count);
    }
}
