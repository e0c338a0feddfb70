using Akka.Actor;
using Akka.Configuration;
using Bus.Testing.Raw;

namespace Bus.Peer;

/// <summary>
/// Dials a system, floods it for a moment and hangs up, again and again: whenever this process is killed, it is in the middle of setting a
/// link up, of using it, or of taking it down.
/// </summary>
internal static class Churn
{
    private const int MostPayloads = 300;

    public static async Task<int> Run(Config section, Address target)
    {
        PeerSession.EndWithInput();
        var system = ActorSystem.Create("Peer", "akka { loglevel = ERROR, stdout-loglevel = OFF, loggers = [] }");
        await using var peer = await RawPeer.Listen(system, section, (_, _) => { });
        await Console.Out.WriteLineAsync($"listens {peer.Local}");
        while (true)
        {
            var link = await peer.Dial(target);
            for (var i = Random.Shared.Next(MostPayloads); i > 0 && link.SendPatiently(NumberedPayload.Create(i, 1000)); i--)
            {
            }

            link.HangUp();
            await link.Closed();
        }
    }
}
