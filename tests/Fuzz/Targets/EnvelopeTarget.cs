using System.Text;
using Bus.Classic;
using Bus.Telemetry;
using Bus.Testing.Raw;

namespace Bus.Fuzz.Targets;

/// <summary>Frames of Akka.Remote, and the envelopes in them.</summary>
public sealed class EnvelopeTarget : IFuzzTarget
{
    private static readonly byte[] Example = EnvelopeFormat.TryEncode(
        "akka.ipc://Near@local:1"u8, "akka.ipc://Far@local:2/user/a#7"u8, 17, "S"u8, MessageTrace.Encode(default), "payload"u8)!;

    public string Name => "envelope";

    public IReadOnlyList<byte[]> Seeds { get; } = [Example, AkkaFrames.Message("akka.ipc://Far@local:2" + Encoding.UTF8.GetString(EnvelopeRef.PathSuffix), Example)];

    public long AllocationLimit => 256 * 1024;

    public void Run(ReadOnlySpan<byte> input)
    {
        var bytes = AkkaFrame.MessageBytes(input);
        if (bytes < -1 || bytes > input.Length)
            throw new InvalidOperationException($"A message of {bytes} bytes in a frame of {input.Length}.");
        _ = EnvelopeFormat.Decode(input.ToArray());
    }
}
