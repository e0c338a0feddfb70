using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary>The reading end of a POSIX message queue.</summary>
internal sealed class PosixQueueInbound(SafeFileHandle queue, int messageBytes) : PolledInbound(queue, messageBytes)
{
    private bool _brokenOff;

    protected override int TryReceive(Span<byte> buffer)
    {
        if (_brokenOff)
            return 0;
        var received = PosixQueue.Receive(Descriptor, buffer, out var priority, out var errno);
        if (received > 0 && priority == PosixQueueMechanism.Data)
            return received;
        if (received < 0)
        {
            return errno == EAGAIN || errno == ETIMEDOUT
                ? NothingYet
                : throw new MechanismException($"A message queue cannot be read: {Errno.Describe(errno)}.");
        }

        if (received != 1 || priority != PosixQueueMechanism.Control || buffer[0] != PosixQueueMechanism.BreakOff)
        {
            throw new ProtocolViolationException(
                $"A message of {received:N0} bytes with priority {priority} is neither a block nor a known mark.");
        }

        _brokenOff = true;
        return 0;
    }
}
