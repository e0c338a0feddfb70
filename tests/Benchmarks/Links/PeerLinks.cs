using System.Globalization;
using Bus.Transports;

namespace Bus.Benchmarks.Links;

/// <summary>The systems without Akka, and their links, of a peer process.</summary>
internal sealed class PeerLinks(string directory) : IAsyncDisposable
{
    private readonly List<LinkSystem> _systems = [];

    /// <summary>Starts a system that answers whoever dials it.</summary>
    public BusAddress Listen(string settings)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"Peer{_systems.Count}");
        var system = LinkSystem.Start(name, directory, settings, link => link.Start(new Responder(link)));
        _systems.Add(system);
        return system.Address;
    }

    /// <summary>Dials from the latest system, and leaves the links idle.</summary>
    public async Task<int> DialAsync(LinkKind kind, IEnumerable<string> targets)
    {
        var count = 0;
        foreach (var target in targets)
        {
            var link = await _systems[^1].DialAsync(BusAddress.TryParse(target)!, kind, "");
            link.Start(new Responder(link));
            count++;
        }

        return count;
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_systems.Select(system => system.DisposeAsync().AsTask()));
}
