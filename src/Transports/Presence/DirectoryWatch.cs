using Bus.Transports.Rendezvous;

namespace Bus.Transports.Presence;

/// <summary>Tells of systems that begin to listen in the rendezvous directory, and of the own socket if somebody removes it.</summary>
/// <remarks>The runtime's own watcher, which is <c>inotify(7)</c> with a thread. Its events come on that thread.</remarks>
internal sealed class DirectoryWatch : IDisposable
{
    private readonly FileSystemWatcher _watcher;

    /// <exception cref="IpcException">The folder cannot be watched.</exception>
    public DirectoryWatch(RendezvousDirectory directory, BusAddress own, Action<string> onSocket, IRendezvousLog log)
    {
        try
        {
            _watcher = new FileSystemWatcher(directory.Path)
            {
                IncludeSubdirectories = true,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite,
            };
        }
        catch (Exception problem) when (problem is ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new RendezvousException($"The rendezvous directory {directory.Path} cannot be watched: {problem.Message}", problem);
        }

        var ownSocket = Path.Combine(directory.HostFolder(own.Host), RendezvousDirectory.SocketName(own.Port));
        _watcher.Changed += (_, changed) =>
        {
            // The last that a system does before it can be found. Emptied, when the address changes hands, it says nothing.
            if (changed.FullPath.EndsWith(".lock", StringComparison.Ordinal) && new FileInfo(changed.FullPath) is { Exists: true, Length: > 0 })
                onSocket(Path.ChangeExtension(changed.FullPath, ".sock"));
        };
        _watcher.Created += (_, created) =>
        {
            // A host's folder: somebody may have begun to listen in it before it was watched.
            if (Directory.Exists(created.FullPath))
                Array.ForEach(RendezvousDirectory.SocketsOf(created.FullPath), onSocket);
        };
        _watcher.Deleted += (_, deleted) =>
        {
            if (deleted.FullPath == ownSocket)
                log.Warning($"{ownSocket} was removed by somebody else. Who is linked with {own} stays so; systems that start from now on do not find it. Restart it.");
        };
        _watcher.Error += (_, error) =>
        {
            // Too much has happened at once, and somebody may have been missed; it goes on watching.
            if (error.GetException() is not InternalBufferOverflowException)
            {
                log.Warning($"The rendezvous directory {directory.Path} is not watched any more: {error.GetException().Message} Systems that start from now on are " +
                    "seen only if they look for this one.");
            }

            foreach (var socket in directory.Sockets())
                onSocket(socket);
        };
        try
        {
            _watcher.EnableRaisingEvents = true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FileNotFoundException)
        {
            _watcher.Dispose();
            throw new RendezvousException($"The rendezvous directory {directory.Path} cannot be watched: {problem.Message} The limits are " +
                "fs.inotify.max_user_instances and fs.inotify.max_user_watches; raise them with sysctl.", problem);
        }
    }

    public void Dispose() => _watcher.Dispose();
}
