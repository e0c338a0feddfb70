using Bus.Transports.Interop;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// What bounds POSIX message queues, and what to say when it does: <c>mq_overview(7)</c>, and <c>RLIMIT_MSGQUEUE</c> in
/// <c>getrlimit(2)</c>.
/// </summary>
internal static class PosixQueueLimits
{
    private const string MostMessages = "fs.mqueue.msg_max";
    private const string LongestMessage = "fs.mqueue.msgsize_max";
    private const string MostQueues = "fs.mqueue.queues_max";

    /// <summary>The next size to try after the system has refused one, or null if no other size would help.</summary>
    public static QueueSize? Fit(QueueSize refused, int errno)
    {
        if (errno == EMFILE)
            return Descriptors.AreExhausted ? null : refused.Smaller();
        if (errno != EINVAL)
            return null;
        var most = new QueueSize(
            Math.Min(refused.Messages, SystemLimit.Of(MostMessages)),
            Math.Min(refused.MessageBytes, SystemLimit.Of(LongestMessage)));
        return most != refused && most.Messages > 0 && most.MessageBytes > 0 ? most : null;
    }

    /// <summary>The limit that was hit, its value, what was asked, and how to raise it.</summary>
    public static MechanismException Explain(QueueSize asked, int errno) =>
        new($"Cannot create the two POSIX message queues of a link, with {asked} each: {Errno.Describe(errno)}. {Advice(errno)}");

    private static string Advice(int errno)
    {
        if (errno == EMFILE && !Descriptors.AreExhausted)
        {
            var least = new QueueSize(QueueSize.FewestMessages, QueueSize.SmallestMessage);
            return $"RLIMIT_MSGQUEUE allows {BytesOfUser()} bytes in all queues of user {UserOfThisProcess.Id} together, and not " +
                $"even {least} fit any more. Raise it (`ulimit -q`, or LimitMSGQUEUE= of systemd), lower " +
                "akka.remote.ipc.queue so that more links fit, or use seqpacket.";
        }

        if (errno == ENOSPC)
        {
            return $"The system has reached its limit of POSIX message queues, {MostQueues} = {SystemLimit.Of(MostQueues)}: " +
                $"raise it with `sysctl {MostQueues}=...`, or use seqpacket.";
        }

        if (errno == EINVAL)
        {
            return $"{MostMessages} = {SystemLimit.Of(MostMessages)} and {LongestMessage} = " +
                $"{SystemLimit.Of(LongestMessage)} are too small: raise them with `sysctl`, or use seqpacket.";
        }

        return errno == ENOSYS
            ? "This kernel was built without POSIX message queues: use seqpacket."
            : Descriptors.Advice(errno).TrimStart();
    }

    /// <summary>The soft limit as the kernel prints it: a number, or <c>unlimited</c>.</summary>
    private static string BytesOfUser()
    {
        const string Name = "Max msgqueue size";
        var line = File.ReadLines("/proc/self/limits").FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
        return line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "an unknown number of";
    }
}
