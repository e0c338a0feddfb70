using Microsoft.Win32.SafeHandles;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>Bytes together with descriptors over a Unix stream socket: <c>SCM_RIGHTS</c> of <c>unix(7)</c>.</summary>
internal static unsafe class DescriptorMessage
{
    /// <summary>The most descriptors in one message. More than that from a peer are closed by the kernel and reported.</summary>
    public const int MaxDescriptors = 8;

    private const int ControlBytes = 64;

    /// <summary>Sends all of <paramref name="bytes"/> and the descriptors, or throws. Never waits: control records are small.</summary>
    public static void Send(SafeFileHandle socket, ReadOnlySpan<byte> bytes, IReadOnlyList<SafeFileHandle> descriptors)
    {
        if (descriptors.Count > MaxDescriptors)
            throw new MechanismException($"A mechanism passes {descriptors.Count} descriptors; at most {MaxDescriptors} fit in a record.");
        var control = stackalloc byte[ControlBytes];
        long result;
        fixed (byte* start = bytes)
        {
            var vector = new iovec { iov_base = start, iov_len = (size_t)bytes.Length };
            msghdr message = default;
            message.msg_iov = &vector;
            message.msg_iovlen = 1;
            if (descriptors.Count > 0)
            {
                message.msg_control = control;
                message.msg_controllen = (uint)CMSG_SPACE(descriptors.Count * sizeof(int));
                var header = (cmsghdr*)control;
                header->cmsg_level = SOL_SOCKET;
                header->cmsg_type = SCM_RIGHTS;
                // Not CMSG_LEN: the library rounds it up, and the kernel would read one descriptor too many.
                header->cmsg_len = (uint)(sizeof(cmsghdr) + (descriptors.Count * sizeof(int)));
                var numbers = (int*)CMSG_DATA(header);
                for (var i = 0; i < descriptors.Count; i++)
                    numbers[i] = descriptors[i].Number();
            }

            do result = (long)sendmsg(socket.Number(), &message, MSG_DONTWAIT | MSG_NOSIGNAL);
            while (Errno.Interrupted(result));
        }

        if (result != bytes.Length)
        {
            throw new HandshakeException(result < 0
                ? $"The control socket does not take a record: {Errno.Describe(Errno.Last)}."
                : $"The control socket took {result} of {bytes.Length} bytes of a record; the peer does not read.");
        }
    }

    /// <summary>
    /// Receives what is there and appends descriptors to <paramref name="descriptors"/>, which the caller owns. Never waits:
    /// -1 with EAGAIN if nothing is there, 0 at the end.
    /// </summary>
    /// <exception cref="ProtocolViolationException">The peer sent more descriptors than a record can have.</exception>
    public static int Receive(SafeFileHandle socket, Span<byte> buffer, List<SafeFileHandle> descriptors, out int errno)
    {
        var control = stackalloc byte[ControlBytes];
        msghdr message = default;
        long result;
        fixed (byte* start = buffer)
        {
            var vector = new iovec { iov_base = start, iov_len = (size_t)buffer.Length };
            message.msg_iov = &vector;
            message.msg_iovlen = 1;
            message.msg_control = control;
            message.msg_controllen = (uint)CMSG_SPACE(MaxDescriptors * sizeof(int));
            do result = (long)recvmsg(socket.Number(), &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
            while (Errno.Interrupted(result));
        }

        errno = result >= 0 ? 0 : Errno.Last;
        if (result < 0)
            return -1;
        for (var header = CMSG_FIRSTHDR(&message); header != null; header = CMSG_NXTHDR(&message, header))
        {
            if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
                continue;
            var numbers = (int*)CMSG_DATA(header);
            var count = ((int)(uint)header->cmsg_len - sizeof(cmsghdr)) / sizeof(int);
            for (var i = 0; i < count; i++)
                descriptors.Add(new SafeFileHandle(numbers[i], true));
        }

        return (message.msg_flags & MSG_CTRUNC) == 0
            ? (int)result
            : throw new ProtocolViolationException($"A record came with more than {MaxDescriptors} descriptors, or this process has none left (RLIMIT_NOFILE).");
    }
}
