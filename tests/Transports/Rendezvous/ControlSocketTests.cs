using Bus.Transports.Control;
using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;
using Xunit;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Tests.Rendezvous;

/// <summary>Records in and out, and what a peer or another thread of this process may do in the meantime.</summary>
public sealed class ControlSocketTests
{
    /// <summary>
    /// The reactor finds a handler just before somebody else ends its link: then it receives from a socket that is closed
    /// already, and whose number may be another's by now.
    /// </summary>
    [Fact]
    public void Nothing_is_received_after_the_socket_was_closed()
    {
        var (mine, theirs) = UnixSocket.Pair(SOCK_STREAM);
        using var other = theirs;
        var number = mine.Number();
        var control = new ControlSocket(mine);
        control.Dispose();
        var opened = new List<SafeFileHandle>();
        try
        {
            SafeFileHandle reused, sender;
            do
            {
                (reused, sender) = UnixSocket.Pair(SOCK_STREAM);
                opened.AddRange([reused, sender]);
            }
            while (reused.Number() != number && sender.Number() != number);
            if (sender.Number() == number)
                (reused, sender) = (sender, reused);
            byte[] letter = [.. Enumerable.Repeat((byte)7, ControlRecord.HeaderBytes)];
            UnixSocket.Send(sender, letter, out _);
            Assert.Null(control.TryReceive());
            Assert.True(control.Ended);
            Assert.Equal(letter.Length, UnixSocket.Receive(reused, new byte[64], MSG_DONTWAIT, out _));
        }
        finally
        {
            opened.ForEach(handle => handle.Dispose());
        }
    }

    /// <summary>Descriptors travel with any byte of a record, so a record in small pieces could bring thousands.</summary>
    [Fact]
    public void A_record_in_pieces_brings_no_more_descriptors_than_a_whole_one()
    {
        var (mine, theirs) = UnixSocket.Pair(SOCK_STREAM);
        using var control = new ControlSocket(mine);
        using var sender = theirs;
        var record = new ControlRecord(RecordKind.Hello, new byte[100], []).Encode();
        SafeFileHandle[] descriptors = [.. Enumerable.Repeat(theirs, DescriptorMessage.MaxDescriptors)];
        for (var i = 0; i < 2; i++)
            DescriptorMessage.Send(theirs, record.AsSpan(i, 1), descriptors);
        var violation = Assert.Throws<ProtocolViolationException>(control.TryReceive);
        Assert.Contains("8", violation.Message, StringComparison.Ordinal);
    }
}
