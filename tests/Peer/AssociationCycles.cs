using Akka.Actor;
using Bus.Testing;
using Bus.Testing.Processes;
using Bus.Testing.Raw;
using Google.Protobuf;

namespace Bus.Peer;

/// <summary>
/// Two transports in this process, which associate, talk and disassociate, over and over. Alone in a process, so that what is open at
/// the end is theirs.
/// </summary>
internal static class AssociationCycles
{
    private const int Unmeasured = 10;

    // Whoever waits can tell a machine that is slow from a link that hangs.
    private const int TellEvery = 100;

    public static async Task<int> Run(string mechanism, string directory, int count, string settings)
    {
        PeerSession.EndWithInput();
        var a = ActorSystem.Create("A", "akka { loglevel = ERROR, loggers = [] }");
        var b = ActorSystem.Create("B", "akka { loglevel = ERROR, loggers = [] }");
        await using (var dialler = await RawPeer.Listen(a, IpcSection.Create(mechanism, directory, 0, "reader-threads = 1\n" + settings)))
        await using (var listener = await RawPeer.Listen(b, IpcSection.Create(mechanism, directory, 0, "reader-threads = 1\n" + settings)))
        {
            for (var i = 0; i < Unmeasured; i++)
                await Cycle(dialler, listener, i);
            // Before anything is counted: the console opens a descriptor of its own when it is first written to.
            await Console.Out.WriteLineAsync("begins");
            // A link says that it has ended when all but its thread is gone. Each transport keeps one thread that watches the control
            // sockets, and one that reads, if the mechanism can be waited for.
            var idle = OwnResources.Now() with { Threads = 4 };
            for (var i = 0; i < count; i++)
            {
                await Cycle(dialler, listener, i);
                if ((i + 1) % TellEvery == 0)
                    await Console.Out.WriteLineAsync($"{i + 1} so far");
            }

            await Eventually.True($"nothing is left but {idle}, of {OwnResources.Now()}", () => OwnResources.Now().AreWithin(idle));
            await Console.Out.WriteLineAsync($"nothing left after {count}");
        }

        await Task.WhenAll(a.Terminate(), b.Terminate());
        return 0;
    }

    private static async Task Cycle(RawPeer dialler, RawPeer listener, int number)
    {
        var near = await dialler.Dial(listener.Local);
        var far = await listener.Accept();
        near.Send(ByteString.CopyFrom(1));
        await far.NextBytes();
        far.Send(ByteString.CopyFrom(2));
        await near.NextBytes();
        (number % 2 == 0 ? near : far).HangUp();
        await near.Closed();
        await far.Closed();
    }
}
