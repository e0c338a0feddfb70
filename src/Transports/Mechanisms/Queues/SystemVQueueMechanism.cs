using System.Text;
using Bus.Transports.Interop;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// <c>sysvmq</c>: a System V message queue for each direction, <c>sysvipc(7)</c>. The dialler makes both and tells where they are
/// written down, the listener finds them there: the server is well known, the queue for its replies is the client's own.
/// </summary>
internal sealed class SystemVQueueMechanism : Mechanism
{
    public const string WellKnownName = "sysvmq";

    private const KernelObjectKind Kind = KernelObjectKind.SystemVQueue;
    private const int SmallestQueue = 3 * QueueSize.SmallestMessage;
    private const int LargestQueue = 64 * QueueSize.LargestMessage;

    public override string Name => WellKnownName;

    public override ChannelProposal Propose(MechanismOptions options)
    {
        while (true)
        {
            var (there, back) = (KernelObject.DrawKey(Kind), KernelObject.DrawKey(Kind));
            var record = KernelObjectRecord.Create(options.Directory, there, back);
            try
            {
                if (TryCreate(record, out var errno))
                    return new Proposal(record, options);
                // A key that was free when it was drawn is not any more: draw again.
                if (errno != EEXIST)
                    throw SystemVQueueLimits.Explain(errno);
            }
            catch
            {
                record.Dispose();
                throw;
            }

            record.Dispose();
        }
    }

    public override AcceptedChannels Accept(ChannelOffer offer, MechanismOptions options)
    {
        if (offer.DescriptorCount != 0)
            throw new ProtocolViolationException($"An offer of {Name} has no descriptors; this one has {offer.DescriptorCount}.");
        var record = KernelObjectRecord.Join(options.Directory, Encoding.ASCII.GetString(offer.Details.Span));
        try
        {
            if (record.Objects is not [var there, var back] || record.Objects.Any(item => item.Kind != Kind))
                throw new ProtocolViolationException($"An offer of {Name} is a record of two System V queues; this one is not.");
            return new AcceptedChannels(Channels(record, back, there, options), ChannelOffer.Empty);
        }
        catch
        {
            record.Dispose();
            throw;
        }
    }

    private static bool TryCreate(KernelObjectRecord record, out int errno)
    {
        var first = SystemVQueue.TryCreate(record.Objects[0].Key, out errno);
        if (first >= 0 && SystemVQueue.TryCreate(record.Objects[1].Key, out errno) >= 0)
            return true;
        if (first >= 0)
            SystemVQueue.TryRemove(first);
        // What has this key now is somebody else's.
        record.Forget();
        return false;
    }

    private static ChannelPair Channels(
        KernelObjectRecord record, KernelObject outbound, KernelObject inbound, MechanismOptions options)
    {
        var ((write, writeBytes), (read, readBytes)) = (Check(outbound.Key), Check(inbound.Key));
        // Three blocks fit at least, so that one is written while the others wait and are read. Once half is free there is room
        // for one.
        var block = Math.Min(Math.Min(options.QueueMessageBytes, SystemVQueueLimits.LongestMessage), writeBytes / 3);
        var queues = new SystemVQueuePair(record, write, read, readBytes);
        return new ChannelPair(new SystemVQueueOutbound(queues, block, options.QueueSpin), new SystemVQueueInbound(queues));
    }

    /// <summary>
    /// A key from a record can lead to anybody's queue. This link's are ours, for us alone, and nobody has used them yet.
    /// </summary>
    private static (int Id, int Bytes) Check(int key)
    {
        var id = SystemVQueue.Find(key, out var errno);
        if (id < 0 || SystemVQueue.StatusOf(id) is not { } status)
        {
            throw new ProtocolViolationException(
                $"The offered queue with key 0x{key:x8} cannot be had: {Errno.Describe(errno)}. Both sides must run as the same user, in the same IPC namespace.");
        }

        var (permissions, user) = (status.Permissions, UserOfThisProcess.Id);
        if (permissions.Creator != user || permissions.Owner != user || (permissions.Mode & 0x1FF) != 0x180)
        {
            throw new ProtocolViolationException($"The offered queue with key 0x{key:x8} is not one of user {user} alone: " +
                $"user {permissions.Creator} made it, user {permissions.Owner} owns it, and its mode is " +
                Convert.ToString(permissions.Mode & 0x1FF, 8) + ".");
        }

        if (status.Messages != 0 || status.LastSender != 0 || status.LastReceiver != 0)
        {
            throw new ProtocolViolationException($"The offered queue with key 0x{key:x8} has been used before: it holds " +
                $"{status.Messages} messages, process {status.LastSender} has written to it, process " +
                $"{status.LastReceiver} has read from it.");
        }

        return status.MostBytes is >= SmallestQueue and <= LargestQueue
            ? (id, (int)status.MostBytes)
            : throw new ProtocolViolationException($"The offered queue with key 0x{key:x8} holds {status.MostBytes:N0} bytes; " +
                $"{SmallestQueue:N0} to {LargestQueue:N0} are needed (kernel.msgmnb).");
    }

    private sealed class Proposal(KernelObjectRecord record, MechanismOptions options) : ChannelProposal
    {
        private bool _handedOut;

        public override ChannelOffer Offer { get; } = new(Encoding.ASCII.GetBytes(record.Name));

        public override ChannelPair Complete(ChannelOffer answer)
        {
            var channels = Channels(record, record.Objects[0], record.Objects[1], options);
            _handedOut = true;
            return channels;
        }

        protected override void Dispose(bool disposing)
        {
            Offer.Dispose();
            if (!_handedOut)
                record.Dispose();
        }
    }
}
