using Akka.Actor;
using Akka.Configuration;
using Bus.Peer.Roles;
using Bus.Testing.Raw;

namespace Bus.Peer;

/// <summary>
/// A role, played until the standard input ends. What the test needs to know is said on the standard output, a line each:
/// <c>listens ADDRESS</c>, then, for each link, <c>linked</c> and, at its end, the role's summary.
/// </summary>
internal static class PeerSession
{
    public static async Task<int> Run(IPeerRole role, Config section, string? dial)
    {
        var system = ActorSystem.Create("Peer", "akka { loglevel = ERROR, stdout-loglevel = ERROR, loggers = [] }");
        await using (var peer = await RawPeer.Listen(system, section, role.OnPayload))
        {
            await Console.Out.WriteLineAsync($"listens {peer.Local}");
            if (dial is not null)
                Play(role, await peer.Dial(Address.Parse(dial)));
            _ = AcceptAll(role, peer);
            await Console.In.ReadToEndAsync();
        }

        await system.Terminate();
        return 0;
    }

    /// <summary>Ends this process when its standard input does, at once: whoever started it is no more.</summary>
    public static void EndWithInput() => new Thread(() =>
    {
        Console.In.ReadToEnd();
        Environment.Exit(1);
    })
    { IsBackground = true }.Start();

    private static async Task AcceptAll(IPeerRole role, RawPeer peer)
    {
        await foreach (var link in peer.Callers.ReadAllAsync())
            Play(role, link);
    }

    private static void Play(IPeerRole role, RawLink link)
    {
        Console.WriteLine("linked");
        new Thread(() => role.OnLink(link)) { IsBackground = true }.Start();
        link.Ended.ContinueWith(_ => Console.WriteLine(role.Summary), TaskScheduler.Default);
    }
}
