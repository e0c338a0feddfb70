using System.Buffers.Binary;

namespace Bus.Examples.WordCount;

/// <summary>Worker to coordinator, its first message: I am here, give me work.</summary>
/// <param name="Worker">The number that the coordinator started it with.</param>
internal sealed record WorkerJoined(int Worker) : WireMessage
{
    public override int SerializedBytes => sizeof(int);

    public override void WriteTo(Span<byte> destination) => BinaryPrimitives.WriteInt32LittleEndian(destination, Worker);

    public static WorkerJoined Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadInt32LittleEndian(bytes));
}
