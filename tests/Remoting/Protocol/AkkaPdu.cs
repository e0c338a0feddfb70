using Akka.Actor;
using Akka.Remote.Transport;
using Akka.Serialization;
using Google.Protobuf;

namespace Bus.Remoting.Tests.Protocol;

/// <summary>
/// One unit of Akka's remoting protocol, as it goes over a link. Akka.Remote keeps its codec to itself, so this one is written from the wire
/// format: protocol buffers, whose field numbers are named below.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Origin">Who associates.</param>
/// <param name="Uid">Which incarnation of it.</param>
public sealed record AkkaPdu(AkkaPduKind Kind, Address? Origin = null, int Uid = 0)
{
    // AkkaProtocolMessage { bytes payload = 1; AkkaControlMessage instruction = 2; }
    // AkkaControlMessage { CommandType commandType = 1; AkkaHandshakeInfo handshakeInfo = 2; }
    // AkkaHandshakeInfo { AddressData origin = 1; fixed64 uid = 2; }
    // AddressData { string system = 1; string hostname = 2; uint32 port = 3; string protocol = 4; }
    private const int PayloadField = 1;
    private const int InstructionField = 2;
    private const int CommandField = 1;
    private const int HandshakeField = 2;

    /// <summary>The sign of life of an idle association.</summary>
    public static ByteString Heartbeat { get; } = Instruction(AkkaPduKind.Heartbeat, null);

    /// <summary>The opening of an association, and its answer.</summary>
    public static ByteString Associate(Address origin, int uid)
    {
        byte[] address = Message(output =>
        {
            Text(output, 1, origin.System);
            Text(output, 2, origin.Host);
            output.WriteTag(3, WireFormat.WireType.Varint);
            output.WriteUInt32((uint)origin.Port!.Value);
            Text(output, 4, origin.Protocol);
        });
        return Instruction(AkkaPduKind.Associate, Message(output =>
        {
            Nested(output, 1, address);
            output.WriteTag(2, WireFormat.WireType.Fixed64);
            output.WriteFixed64((ulong)uid);
        }));
    }

    /// <summary>The end of an association, and why.</summary>
    public static ByteString Disassociate(DisassociateInfo why) => Instruction(
        why switch
        {
            DisassociateInfo.Shutdown => AkkaPduKind.DisassociateShutdown,
            DisassociateInfo.Quarantined => AkkaPduKind.DisassociateQuarantined,
            _ => AkkaPduKind.Disassociate,
        },
        null);

    /// <summary>Bytes for the endpoint behind the protocol, which need not make sense.</summary>
    public static ByteString Payload(byte[] bytes) =>
        ByteString.CopyFrom(Message(output => Nested(output, PayloadField, bytes)));

    /// <summary>A message of one actor to another.</summary>
    /// <param name="system">Serializes it.</param>
    /// <param name="recipient">Full path of who gets it.</param>
    /// <param name="sender">Full path of who sent it.</param>
    /// <param name="message">The message.</param>
    public static ByteString Payload(ActorSystem system, string recipient, string sender, object message)
    {
        // AckAndEnvelopeContainer { RemoteEnvelope envelope = 2; }
        // RemoteEnvelope { ActorRefData recipient = 1; Payload message = 2; ActorRefData sender = 4; fixed64 seq = 5; }
        // ActorRefData { string path = 1; }  Payload { bytes message = 1; int32 serializerId = 2; bytes messageManifest = 3; }
        Serializer serializer = system.Serialization.FindSerializerFor(message);
        byte[] content = Message(output =>
        {
            Nested(output, 1, serializer.ToBinary(message));
            output.WriteTag(2, WireFormat.WireType.Varint);
            output.WriteInt32(serializer.Identifier);
            Text(output, 3, Akka.Serialization.Serialization.ManifestFor(serializer, message));
        });
        byte[] envelope = Message(output =>
        {
            Nested(output, 1, Message(path => Text(path, 1, recipient)));
            Nested(output, 2, content);
            Nested(output, 4, Message(path => Text(path, 1, sender)));
            output.WriteTag(5, WireFormat.WireType.Fixed64);
            output.WriteFixed64(ulong.MaxValue);
        });
        return Payload(Message(output => Nested(output, 2, envelope)));
    }

    /// <summary>Reads what a real system sent.</summary>
    public static AkkaPdu Read(ByteString bytes)
    {
        AkkaPdu pdu = new(AkkaPduKind.Payload);
        CodedInputStream input = bytes.CreateCodedInput();
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            if (WireFormat.GetTagFieldNumber(tag) == InstructionField) pdu = ReadInstruction(input.ReadBytes());
            else input.SkipLastField();
        }

        return pdu;
    }

    private static AkkaPdu ReadInstruction(ByteString bytes)
    {
        AkkaPdu pdu = new(AkkaPduKind.Payload);
        CodedInputStream input = bytes.CreateCodedInput();
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            pdu = WireFormat.GetTagFieldNumber(tag) switch
            {
                CommandField => pdu with { Kind = (AkkaPduKind)input.ReadEnum() },
                HandshakeField => ReadHandshake(input.ReadBytes(), pdu),
                _ => throw new InvalidDataException($"Field {WireFormat.GetTagFieldNumber(tag)} of an instruction."),
            };
        }

        return pdu;
    }

    private static AkkaPdu ReadHandshake(ByteString bytes, AkkaPdu pdu)
    {
        CodedInputStream input = bytes.CreateCodedInput();
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            pdu = WireFormat.GetTagFieldNumber(tag) switch
            {
                1 => pdu with { Origin = ReadAddress(input.ReadBytes()) },
                2 => pdu with { Uid = (int)input.ReadFixed64() },
                _ => throw new InvalidDataException($"Field {WireFormat.GetTagFieldNumber(tag)} of a handshake."),
            };
        }

        return pdu;
    }

    private static Address ReadAddress(ByteString bytes)
    {
        (string system, string host, int port, string protocol) = ("", "", 0, "");
        CodedInputStream input = bytes.CreateCodedInput();
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1: system = input.ReadString(); break;
                case 2: host = input.ReadString(); break;
                case 3: port = (int)input.ReadUInt32(); break;
                case 4: protocol = input.ReadString(); break;
                default: throw new InvalidDataException($"Field {WireFormat.GetTagFieldNumber(tag)} of an address.");
            }
        }

        return new Address(protocol, system, host, port);
    }

    private static ByteString Instruction(AkkaPduKind kind, byte[]? handshake)
    {
        byte[] instruction = Message(output =>
        {
            output.WriteTag(CommandField, WireFormat.WireType.Varint);
            output.WriteEnum((int)kind);
            if (handshake is not null) Nested(output, HandshakeField, handshake);
        });
        return ByteString.CopyFrom(Message(output => Nested(output, InstructionField, instruction)));
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using MemoryStream stream = new();
        using (CodedOutputStream output = new(stream, leaveOpen: true)) write(output);
        return stream.ToArray();
    }

    private static void Nested(CodedOutputStream output, int field, byte[] bytes)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(bytes));
    }

    private static void Text(CodedOutputStream output, int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }
}
