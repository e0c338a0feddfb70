using System.Text;

namespace Bus.Testing.Raw;

/// <summary>Messages as Akka.Remote writes them for a link: protobuf within protobuf.</summary>
public static class AkkaFrames
{
    private const int Bytes = 2;
    private const int Fixed64 = 1;

    /// <summary>Its protocol's payload, in it an envelope, in that recipient, message, sender and sequence number.</summary>
    /// <param name="recipient">A whole path.</param>
    /// <param name="message">After serialization.</param>
    /// <param name="sender">A whole path, or null for none.</param>
    /// <param name="sequence">That of a system message; messages of users have none.</param>
    public static byte[] Message(string recipient, byte[] message, string? sender = null, ulong sequence = ulong.MaxValue) => Field(1, Field(2,
    [
        .. Field(1, Path(recipient)), .. Field(2, Field(1, message)), .. sender is null ? [] : Field(4, Path(sender)),
        (5 << 3) | Fixed64, .. BitConverter.GetBytes(sequence),
    ]));

    private static byte[] Path(string path) => Field(1, Encoding.UTF8.GetBytes(path));

    /// <summary>A length takes two bytes here, whatever it is: up to 16 KiB.</summary>
    private static byte[] Field(int number, byte[] content) =>
        [(byte)((number << 3) | Bytes), (byte)(0x80 | (content.Length & 0x7F)), (byte)(content.Length >> 7), .. content];
}
