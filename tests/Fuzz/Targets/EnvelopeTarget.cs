using System.Text;
using Bus.Classic;
using Bus.Telemetry;

namespace Bus.Fuzz.Targets;

/// <summary>Frames of Akka.Remote, and the envelopes in them.</summary>
public sealed class EnvelopeTarget : IFuzzTarget
{
    private static readonly byte[] Example = EnvelopeFormat.TryEncode(
        "akka.ipc://Near@local:1"u8, "akka.ipc://Far@local:2/user/a#7"u8, 17, "S"u8, MessageTrace.Encode(default), "payload"u8)!;

    public string Name => "envelope";

    public IReadOnlyList<byte[]> Seeds { get; } = [Example, Frame("akka.ipc://Far@local:2" + Encoding.UTF8.GetString(EnvelopeRef.PathSuffix), Example)];

    public long AllocationLimit => 256 * 1024;

    public void Run(ReadOnlySpan<byte> input)
    {
        var bytes = AkkaFrame.MessageBytes(input);
        if (bytes < -1 || bytes > input.Length)
            throw new InvalidOperationException($"A message of {bytes} bytes in a frame of {input.Length}.");
        _ = EnvelopeFormat.Decode(input.ToArray());
    }

    /// <summary>As Akka.Remote writes it: its protocol's payload, in it an envelope, in that recipient, message, and no sequence number.</summary>
    private static byte[] Frame(string recipient, byte[] message) => Field(1, Field(2,
        [.. Field(1, Field(1, Encoding.UTF8.GetBytes(recipient))), .. Field(2, Field(1, message)), (5 << 3) | 1, 255, 255, 255, 255, 255, 255, 255, 255]));

    private static byte[] Field(int number, byte[] content) =>
        [(byte)((number << 3) | 2), (byte)(0x80 | (content.Length & 0x7F)), (byte)(content.Length >> 7), .. content];
}
