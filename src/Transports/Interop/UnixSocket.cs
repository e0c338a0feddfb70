using System.Text;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>Unix domain sockets: <c>unix(7)</c>. Listening, connecting, pairs, credentials, and bytes with descriptors.</summary>
internal static unsafe class UnixSocket
{
    /// <summary>The longest path, in bytes, that fits into a socket address with its closing zero.</summary>
    public static int LongestPath => sockaddr_un.sun_path_length - 1;

    /// <summary>Two connected sockets of this process, both closed on exec.</summary>
    public static (SafeFileHandle Mine, SafeFileHandle Theirs) Pair(int type)
    {
        var pair = stackalloc int[2];
        if (socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, pair) != 0)
            throw new MechanismException($"Cannot create a socket pair: {Errno.Describe(Errno.Last)}.{Descriptors.Advice(Errno.Last)}");
        return (new SafeFileHandle(pair[0], true), new SafeFileHandle(pair[1], true));
    }

    /// <summary>Listens at <paramref name="path"/>; the socket file has never more than <paramref name="mode"/>.</summary>
    public static SafeFileHandle Listen(string path, ushort mode, int backlog)
    {
        var handle = Create();
        try
        {
            // On Linux a socket's mode before bind is the mode of the file that bind makes, less the umask.
            _ = fchmod(handle.Number(), mode);
            var address = AddressOf(path);
            if (bind(handle.Number(), (sockaddr*)&address, sizeof(sockaddr_un)) != 0)
                throw new RendezvousException($"Cannot bind the control socket {path}: {Errno.Describe(Errno.Last)}.");
            // What the umask took away is given back before anybody can connect.
            File.SetUnixFileMode(path, (UnixFileMode)mode);
            if (listen(handle.Number(), backlog) != 0)
                throw new RendezvousException($"Cannot listen on the control socket {path}: {Errno.Describe(Errno.Last)}.");
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Connects without waiting. The result is null, and <paramref name="errno"/> set, if it did not work at once.</summary>
    public static SafeFileHandle? TryConnect(string path, out int errno)
    {
        var handle = Create();
        var address = AddressOf(path);
        int result;
        do result = connect(handle.Number(), (sockaddr*)&address, sizeof(sockaddr_un));
        while (Errno.Interrupted(result));
        errno = result == 0 ? 0 : Errno.Last;
        if (result == 0)
            return handle;
        handle.Dispose();
        return null;
    }

    /// <summary>Accepts one waiting connection. Null, and <paramref name="errno"/> set, if there is none or it cannot be had.</summary>
    public static SafeFileHandle? TryAccept(SafeFileHandle listener, out int errno)
    {
        int result;
        do result = accept4(listener.Number(), null, null, SOCK_CLOEXEC | SOCK_NONBLOCK);
        while (Errno.Interrupted(result));
        errno = result >= 0 ? 0 : Errno.Last;
        return result >= 0 ? new SafeFileHandle(result, true) : null;
    }

    /// <summary>Who is at the other end, as the kernel knows it since connect or listen: <c>SO_PEERCRED</c>.</summary>
    public static PeerCredentials CredentialsOf(SafeFileHandle socket)
    {
        ucred credentials;
        socklen_t length = (uint)sizeof(ucred);
        return getsockopt(socket.Number(), SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0
            ? new PeerCredentials((int)credentials.pid, (uint)credentials.uid)
            : throw new HandshakeException($"Cannot read the peer's credentials: {Errno.Describe(Errno.Last)}.");
    }

    /// <summary>Sets <c>SO_SNDBUF</c>; the kernel doubles it for its own bookkeeping and caps it at net.core.wmem_max.</summary>
    public static void SetSendBuffer(SafeFileHandle socket, int bytes)
    {
        if (setsockopt(socket.Number(), SOL_SOCKET, SO_SNDBUF, &bytes, sizeof(int)) != 0)
            throw new MechanismException($"Cannot set SO_SNDBUF to {bytes:N0}: {Errno.Describe(Errno.Last)}.");
    }

    /// <summary>The usable part of the send buffer in bytes, as the kernel reports it.</summary>
    public static int SendBufferOf(SafeFileHandle socket) => Option(socket, SO_SNDBUF);

    /// <summary>The kind of a Unix socket, or -1 if the descriptor is something else.</summary>
    public static int TypeOf(SafeFileHandle descriptor) =>
        Option(descriptor, SO_DOMAIN) == AF_UNIX ? Option(descriptor, SO_TYPE) : -1;

    /// <summary>Sends what fits now, never waits. -1 with an errno in <paramref name="errno"/> if nothing could be sent.</summary>
    public static int Send(SafeFileHandle socket, ReadOnlySpan<byte> bytes, out int errno)
    {
        long result;
        fixed (byte* start = bytes)
        {
            do result = (long)send(socket.Number(), start, (size_t)bytes.Length, MSG_DONTWAIT | MSG_NOSIGNAL);
            while (Errno.Interrupted(result));
        }

        errno = result >= 0 ? 0 : Errno.Last;
        return (int)result;
    }

    /// <summary>Receives bytes or a message. 0 at the end; the real length of a message, even if the buffer is shorter.</summary>
    public static int Receive(SafeFileHandle socket, Span<byte> buffer, int flags, out int errno)
    {
        long result;
        fixed (byte* start = buffer)
        {
            do result = (long)recv(socket.Number(), start, (size_t)buffer.Length, flags);
            while (Errno.Interrupted(result));
        }

        errno = result >= 0 ? 0 : Errno.Last;
        return (int)result;
    }

    /// <summary>Ends one or both directions; whoever is blocked in them returns. What was queued can still be received.</summary>
    public static void Shutdown(SafeFileHandle socket, int how) => _ = shutdown(socket.Number(), how);

    /// <summary>The socket address of a path that is known to fit.</summary>
    private static sockaddr_un AddressOf(string path)
    {
        var bytes = Encoding.UTF8.GetBytes(path);
        if (bytes.Length > LongestPath)
            throw new RendezvousException($"The socket path {path} has {bytes.Length} bytes; the kernel takes {LongestPath}.");
        sockaddr_un address = default;
        address.sun_family = (ushort)AF_UNIX;
        bytes.CopyTo(new Span<byte>(address.sun_path, sockaddr_un.sun_path_length));
        return address;
    }

    private static int Option(SafeFileHandle socket, int name)
    {
        int value;
        socklen_t length = sizeof(int);
        return getsockopt(socket.Number(), SOL_SOCKET, name, &value, &length) == 0 ? value : -1;
    }

    private static SafeFileHandle Create() =>
        Descriptors.Own(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "create a control socket");
}
