using System.Buffers.Binary;
using Bus.Lanes;

namespace Bus.Classic;

/// <summary>Looks into a frame of Akka.Remote's protocol, which is nested protobuf (<c>WireFormats.proto</c>), for what it carries.</summary>
/// <remarks>Akka.Remote's own types for it are internal, and Google.Protobuf has no reader of its own that finds a nested field without copying what is around it.</remarks>
internal static class AkkaFrame
{
    // Of AkkaProtocolMessage, AckAndEnvelopeContainer, RemoteEnvelope, ActorRefData and Payload.
    private const int ProtocolPayload = 1;
    private const int ContainerEnvelope = 2;
    private const int EnvelopeRecipient = 1;
    private const int EnvelopeMessage = 2;
    private const int EnvelopeSender = 4;
    private const int EnvelopeSequence = 5;
    private const int RefPath = 1;
    private const int PayloadMessage = 1;

    /// <summary>What Akka.Remote writes around a message at most, beside the paths of the two actors: numbers, lengths, keys, and a confirmation with a few gaps.</summary>
    public const int MostAround = 128;

    /// <summary>The sequence number of what has none: messages of users. System messages have one, and are sent again until they are confirmed.</summary>
    private const ulong NoSequence = ulong.MaxValue;

    /// <summary>
    /// The bytes of the message of a user that a frame carries, without an envelope; negative if it carries none: a handshake, a confirmation, a system message, a heartbeat, or a
    /// question of the lanes.
    /// </summary>
    /// <remarks>What a peer has sent may be anything: it is not read as a message then.</remarks>
    public static int MessageBytes(ReadOnlySpan<byte> frame)
    {
        var envelope = Field(Field(frame, ProtocolPayload), ContainerEnvelope);
        var sequence = Field(envelope, EnvelopeSequence);
        if (sequence.Length != sizeof(ulong) || BinaryPrimitives.ReadUInt64LittleEndian(sequence) != NoSequence)
            return -1;
        var recipient = Field(Field(envelope, EnvelopeRecipient), RefPath);
        if (IsOfRemoting(recipient) || IsOfRemoting(Field(Field(envelope, EnvelopeSender), RefPath)))
            return -1;
        var message = Field(Field(envelope, EnvelopeMessage), PayloadMessage);
        return recipient.EndsWith(EnvelopeRef.PathSuffix) ? EnvelopeFormat.PayloadBytes(message) : message.Length;
    }

    /// <summary>True for those who speak with their like about the classic way itself.</summary>
    private static bool IsOfRemoting(ReadOnlySpan<byte> path)
    {
        var uid = path.LastIndexOf((byte)'#');
        var place = uid < 0 ? path : path[..uid];
        return place.EndsWith("/system/remote-watcher"u8) || place.EndsWith(LaneWarden.PathSuffix)
            || (place.IndexOf("/system/cluster/"u8) >= 0 && (place.EndsWith("/heartbeatSender"u8) || place.EndsWith("/heartbeatReceiver"u8)));
    }

    /// <summary>The content of a field; empty if there is none, or if that is no protobuf.</summary>
    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> message, int number)
    {
        while (message.Length > 0 && TakeVarint(ref message, out var key) && TakeContent(ref message, (int)(key & 7), out var content))
        {
            if (key >> 3 == (ulong)number)
                return content;
        }

        return default;
    }

    private static bool TakeContent(scoped ref ReadOnlySpan<byte> message, int wireType, out ReadOnlySpan<byte> content)
    {
        content = default;
        ulong length;
        switch (wireType)
        {
            case 0:
                return TakeVarint(ref message, out _);
            case 1:
                length = sizeof(ulong);
                break;
            case 2 when TakeVarint(ref message, out length):
                break;
            case 5:
                length = sizeof(uint);
                break;
            default:
                return false;
        }

        if (length > (ulong)message.Length)
            return false;
        content = message[..(int)length];
        message = message[(int)length..];
        return true;
    }

    private static bool TakeVarint(scoped ref ReadOnlySpan<byte> message, out ulong value)
    {
        value = 0;
        for (var i = 0; i < message.Length && i < 10; i++)
        {
            value |= (ulong)(message[i] & 0x7F) << (7 * i);
            if (message[i] >= 0x80)
                continue;
            message = message[(i + 1)..];
            return true;
        }

        return false;
    }
}
