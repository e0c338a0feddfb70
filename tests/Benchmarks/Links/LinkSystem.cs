using System.Security.Cryptography;
using Akka.Configuration;
using Bus.Transports;
using Bus.Transports.Control;
using Bus.Transports.Interop;
using Bus.Transports.Links;
using Bus.Transports.Reactors;
using Bus.Transports.Remoting;
using Bus.Transports.Rendezvous;

namespace Bus.Benchmarks.Links;

/// <summary>
/// A system as the others see it: it listens, is dialled, and dials. What <c>IpcTransport</c> makes too, without Akka above it:
/// links, and nothing but links.
/// </summary>
internal sealed class LinkSystem : IAsyncDisposable
{
    private readonly string _directory;
    private readonly string _settings;
    private readonly RendezvousEntry _entry;
    private readonly LinkHost _host;
    private readonly Listener _listener;
    private readonly Dialler _dialler;
    private readonly List<Link> _links = [];

    private LinkSystem(string name, IpcSettings settings, string own, Action<Link> onLink)
    {
        _settings = own;
        var (directory, log) = (new RendezvousDirectory(settings.Directory), new StandardErrorLog());
        _directory = settings.Directory;
        _entry = directory.Claim(new BusAddress(name, settings.Host, settings.Port));
        var incarnation = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        var local = new LocalSystem(
            _entry.Address, incarnation, settings.AllowedUserIds, settings.Accepted, settings.Options, settings.Limits);
        _host = new LinkHost(
            new Reactor("ipc-control", OnFailure), new ReaderPool(settings.ReaderThreads, OnFailure), settings.Limits);
        var record = new EntryRecord(name, _entry.Address.ToString(), Environment.ProcessId, UserOfThisProcess.Id,
            DateTimeOffset.UtcNow, incarnation.ToString("x16", null), [.. settings.Accepted.Keys], ControlRecord.Version);
        _listener = new Listener(
            _host, local, _entry.Listen(record, shared: false), settings.Rendezvous, log, link =>
            {
                Keep(link);
                onLink(link);
            },
            (control, _) => control.Dispose());
        _dialler = new Dialler(local, _host, directory, settings.Rendezvous.ConnectionTimeout, log);
        _listener.Start();
    }

    public BusAddress Address => _entry.Address;

    /// <param name="name">Its name.</param>
    /// <param name="directory">Where systems find each other.</param>
    /// <param name="settings">What of the section <c>akka.remote.ipc</c> is to differ from the defaults.</param>
    /// <param name="onLink">Is told, on the control thread, of every link that others dial.</param>
    public static LinkSystem Start(string name, string directory, string settings, Action<Link> onLink) =>
        new(name, SettingsOf(directory, settings), settings, onLink);

    /// <summary>Dials.</summary>
    /// <param name="target">Whom.</param>
    /// <param name="kind">Over what.</param>
    /// <param name="settings">Where this link is to differ from what the system was started with.</param>
    /// <exception cref="BenchmarkException">In the task: it cannot be.</exception>
    public async Task<Link> DialAsync(BusAddress target, LinkKind kind, string settings)
    {
        try
        {
            var link = await _dialler.DialAsync(target, SettingsOf(_directory, $"{_settings}\n{settings}\n{kind.Settings}").Dial);
            Keep(link);
            return link;
        }
        catch (IpcException e)
        {
            throw new BenchmarkException($"No link over {kind}: {e.Message}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.Stop();
        Link[] links;
        lock (_links)
            links = [.. _links];
        foreach (var link in links)
            link.Close("the run is over");
        await Task.WhenAll(links.Select(link => link.Ended));
        _entry.Dispose();
        _host.Readers.Dispose();
        _host.Reactor.Dispose();
    }

    private static IpcSettings SettingsOf(string directory, string settings) =>
        IpcSettings.Create(ConfigurationFactory.ParseString($$"""
            {{settings}}
            directory = "{{directory}}"
            port = 0
            # On a busy machine a handshake may take its time.
            connection-timeout = 20 s
            handshake-timeout = 20 s
            """));

    private static void OnFailure(Exception failure) => Console.Error.WriteLine($"error: {failure.Message}");

    private void Keep(Link link)
    {
        lock (_links)
            _links.Add(link);
        link.Ended.ContinueWith(
            _ =>
            {
                lock (_links)
                    _links.Remove(link);
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private sealed class StandardErrorLog : IRendezvousLog
    {
        public void Debug(string message)
        {
        }

        public void Info(string message)
        {
        }

        public void Warning(string message) => Console.Error.WriteLine($"warning: {message}");

        public void Error(string message) => Console.Error.WriteLine($"error: {message}");
    }
}
