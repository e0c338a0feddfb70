using System.Diagnostics;
using System.Globalization;
using Bus.Transports.Control;
using Bus.Transports.Interop;
using Bus.Transports.Mechanisms;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Rendezvous;

/// <summary>
/// The folder in which systems find each other: <c>host/port.lock</c>, held by <c>flock</c> for the life of the system, and beside it
/// <c>host/port.sock</c>, its control socket. Only the holder of the lock may remove either.
/// </summary>
internal sealed class RendezvousDirectory
{
    private const int FirstFreePort = 49152;
    private static readonly TimeSpan LongestRemoval = TimeSpan.FromMilliseconds(200);

    private readonly bool _isDefault;
    private readonly string? _regionFolder;

    /// <param name="configured">The setting, or empty for the default.</param>
    /// <param name="regionFolder">Where regions in files are made, if that is elsewhere.</param>
    public RendezvousDirectory(string configured, string? regionFolder = null)
    {
        _regionFolder = regionFolder;
        _isDefault = configured.Length == 0;
        Path = PathOf(configured);
    }

    /// <summary>What a setting means.</summary>
    public static string PathOf(string configured) => configured.Length == 0 ? DefaultPath() : System.IO.Path.GetFullPath(configured);

    public string Path { get; }

    /// <summary>Claims an address for as long as the result lives.</summary>
    /// <param name="address">Port 0 picks a free one.</param>
    /// <exception cref="RendezvousException">Somebody else has it, or the folder cannot be used.</exception>
    public RendezvousEntry Claim(BusAddress address)
    {
        RemoveStaleEntries();
        if (address.Port != 0)
            return ClaimExactly(address);
        var candidates = BusAddress.LargestPort - FirstFreePort + 1;
        var start = Random.Shared.Next(candidates);
        for (var i = 0; i < candidates; i++)
        {
            var candidate = address with { Port = FirstFreePort + ((start + i) % candidates) };
            if (TryClaim(candidate, out _) is { } entry)
                return entry;
        }

        throw new RendezvousException($"Every port from {FirstFreePort} of host {address.Host} in {Path} is taken. " +
            "Set akka.remote.ipc.port or another hostname.");
    }

    /// <summary>Connects to the system that listens at an address.</summary>
    /// <exception cref="RendezvousException">Nobody does.</exception>
    public ControlSocket Connect(BusAddress address)
    {
        if (BusAddress.ProblemWithHost(address.Host) is { } problem)
            throw new RendezvousException($"'{address.Host}' in {address} is not a bus host: {problem}.");
        using var path = SocketPath.Of(HostFolder(address.Host), SocketName(address.Port));
        if (path is null)
            throw new RendezvousException($"Nobody listens at {address}: there is no host '{address.Host}' in {Path}. {KnownEntries()}");
        var socket = UnixSocket.TryConnect(path.Usable, out var errno);
        if (socket is not null)
            return new ControlSocket(socket);
        if (errno == ENOENT || errno == ECONNREFUSED)
            throw new RendezvousException($"Nobody listens at {address} ({Errno.Describe(errno)}). {KnownEntries()}");
        if (errno == EAGAIN)
            throw new RendezvousException($"The system at {address} does not accept connections: too many wait already. Is its process stopped?");
        if (errno == EACCES)
            throw new RendezvousException($"{path.Real} may not be opened by user {UserOfThisProcess.Id}. The listener must allow the user and the folder.");
        throw new RendezvousException($"Cannot connect to {path.Real}: {Errno.Describe(errno)}.");
    }

    /// <summary>What the entry of an address says of its system, or null if there is none that can be read. Whoever wrote it may lie.</summary>
    public EntryRecord? Read(BusAddress address) =>
        BusAddress.ProblemWithHost(address.Host) is null ? RendezvousEntry.Read(LockFile(address)) : null;

    /// <summary>The control sockets that are there, whoever listens; none if the directory cannot be read.</summary>
    public IReadOnlyList<string> Sockets()
    {
        List<string> sockets = [];
        try
        {
            foreach (var folder in Directory.GetDirectories(Path))
            {
                if (BusAddress.ProblemWithHost(System.IO.Path.GetFileName(folder)) is null)
                    sockets.AddRange(SocketsOf(folder));
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Removed, or closed to us.
        }

        return sockets;
    }

    /// <summary>Those of one host; none if the folder cannot be read.</summary>
    public static string[] SocketsOf(string hostFolder)
    {
        try
        {
            return Directory.GetFiles(hostFolder, "*.sock");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Gone again, or somebody else's.
            return [];
        }
    }

    /// <summary>The address of the system whose socket stands at a path, as its entry says; null if it says nothing that fits the path.</summary>
    public BusAddress? AddressAt(string socket) => EntryAt(socket)?.Address;

    /// <summary>The same with the entry.</summary>
    public (BusAddress Address, EntryRecord Record)? EntryAt(string socket)
    {
        var host = System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(socket));
        var port = System.IO.Path.GetFileNameWithoutExtension(socket);
        if (BusAddress.ProblemWithHost(host) is not null || !IsPort(port) || host is null)
            return null;
        var nameless = new BusAddress("", host, int.Parse(port, CultureInfo.InvariantCulture));
        return Read(nameless) is { } entry && BusAddress.TryParse(entry.Address) is { } address && address with { System = "" } == nameless
            ? (address, entry)
            : null;
    }

    /// <summary>
    /// Removes what killed processes left behind: every entry, FIFO and record of kernel objects whose lock nobody holds. The folder may be one
    /// that somebody uses for other things too, so only what has the form of one of these is touched.
    /// </summary>
    public void RemoveStaleEntries()
    {
        Leftovers.Remove(Path, _regionFolder);
        if (!Directory.Exists(Path))
            return;
        try
        {
            Fifo.RemoveStale(Path);
            KernelObjectRecord.RemoveStale(Path);
            foreach (var folder in Directory.GetDirectories(Path))
            {
                if (BusAddress.ProblemWithHost(System.IO.Path.GetFileName(folder)) is not null)
                    continue;
                var removed = _isDefault;
                foreach (var lockFile in Directory.GetFiles(folder, "*.lock"))
                {
                    if (IsPort(System.IO.Path.GetFileNameWithoutExtension(lockFile)))
                        removed |= RendezvousEntry.RemoveIfStale(lockFile);
                }

                if (removed)
                    RemoveIfEmpty(folder);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or IpcException)
        {
            // Cleaning up after others is a courtesy; somebody else may be doing the same, or the entry is another user's.
        }
    }

    /// <summary>Removes the folders of a host, and the default directory itself, once nothing is in them.</summary>
    internal void RemoveEmptyFolders(string host)
    {
        RemoveIfEmpty(HostFolder(host));
        if (_isDefault)
            RemoveIfEmpty(Path);
    }

    internal string LockFile(BusAddress address) =>
        System.IO.Path.Combine(HostFolder(address.Host), string.Create(CultureInfo.InvariantCulture, $"{address.Port}.lock"));

    internal string HostFolder(string host) => System.IO.Path.Combine(Path, host);

    internal static string SocketName(int port) => string.Create(CultureInfo.InvariantCulture, $"{port}.sock");

    private static bool IsPort(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= BusAddress.LargestPort;

    private static string DefaultPath()
    {
        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        if (!string.IsNullOrEmpty(runtime) && Directory.Exists(runtime))
            return System.IO.Path.Combine(runtime, "akka-ipc");
        var uid = (UserOfThisProcess.Id).ToString(CultureInfo.InvariantCulture);
        var user = "/run/user/" + uid;
        return Directory.Exists(user)
            ? System.IO.Path.Combine(user, "akka-ipc")
            : System.IO.Path.Combine(System.IO.Path.GetTempPath(), "akka-ipc-" + uid);
    }

    private static void RemoveIfEmpty(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: false);
        }
        catch (IOException)
        {
            // In use by somebody else, or gone already.
        }
        catch (UnauthorizedAccessException)
        {
            // Another user's.
        }
    }

    private RendezvousEntry ClaimExactly(BusAddress address)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (TryClaim(address, out var holder) is { } entry)
                return entry;
            // Who removes a stale entry holds its lock for an instant. Who listens holds it for longer.
            if (clock.Elapsed >= LongestRemoval)
                throw new RendezvousException(TakenMessage(address, holder));
            Thread.Sleep(1);
        }
    }

    private RendezvousEntry? TryClaim(BusAddress address, out EntryRecord? holder)
    {
        // Somebody who leaves may remove the folders between any two steps.
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                CreateFolder(Path, withParents: true);
                CreateFolder(HostFolder(address.Host), withParents: false);
                return RendezvousEntry.TryClaim(this, address, out holder);
            }
            catch (Exception gone) when (attempt < 100 && gone is DirectoryNotFoundException or FileNotFoundException)
            {
            }
        }
    }

    private static void CreateFolder(string folder, bool withParents)
    {
        try
        {
            if (withParents && System.IO.Path.GetDirectoryName(folder) is { } parent)
                Directory.CreateDirectory(parent);
            Folder.Make(folder);
        }
        catch (Exception problem) when (problem is IOException and not DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new RendezvousException($"Cannot make the rendezvous directory {folder}: {problem.Message} Set akka.remote.ipc.directory.", problem);
        }

        var mode = File.GetUnixFileMode(folder);
        if ((mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0 && (mode & UnixFileMode.StickyBit) == 0)
        {
            throw new RendezvousException($"The rendezvous directory {folder} can be written by others (mode {Convert.ToString((int)mode, 8)}), " +
                $"who could put their own socket in place of yours. Make it private: chmod 700 {folder}.");
        }

        if (Folder.OwnerOf(folder) is var owner && owner != 0 && owner != UserOfThisProcess.Id && (mode & UnixFileMode.StickyBit) == 0)
        {
            throw new RendezvousException($"The rendezvous directory {folder} belongs to user {owner}, who could put their own socket in place of yours; " +
                $"this process is user {UserOfThisProcess.Id}. Set akka.remote.ipc.directory to a folder of your own.");
        }
    }

    private string TakenMessage(BusAddress address, EntryRecord? holder)
    {
        var who = holder is null
            ? "another process"
            : string.Create(CultureInfo.InvariantCulture, $"process {holder.ProcessId} (system {holder.System}, since {holder.Started:u})");
        return $"Port {address.Port} of host {address.Host} in {Path} is taken by {who}. " +
            "Set akka.remote.ipc.port to another one, or to 0 for a free one.";
    }

    private string KnownEntries()
    {
        string[] known;
        try
        {
            known = [.. Directory.EnumerateFiles(Path, "*.sock", SearchOption.AllDirectories)
                .Select(file => System.IO.Path.GetRelativePath(Path, file)).Order().Take(8)];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            known = [];
        }

        return known.Length == 0
            ? $"No system listens in {Path}: is it started, and is akka.remote.ipc.directory the same on both sides?"
            : $"In {Path} there are: {string.Join(", ", known)}.";
    }
}
