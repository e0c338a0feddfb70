using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading.Channels;
using Akka.Actor;
using Bus.Benchmarks.Carriers;
using Bus.Benchmarks.Links;
using Bus.Benchmarks.Load;
using Bus.Benchmarks.Mixed;
using Bus.Testing;

namespace Bus.Benchmarks.Peers;

/// <summary>
/// The command of the second process, which holds the answering actors. It is for the first process, not for people, and so it is
/// hidden. It does what the lines on its standard input ask (see <see cref="PeerProcess"/>), and leaves when that ends: the first
/// process closes it, and if that one dies, the kernel does.
/// </summary>
internal static class PeerCommand
{
    public const string Started = "ok";
    public const string Failed = "error";
    public const string Start = "start";
    public const string Sample = "sample";
    public const string Listen = "listen";
    public const string Dial = "dial";
    public const string Usage = "usage";

    private const string Name = "peer";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly Argument<string> RendezvousDirectory = new("directory");

    public static Command Create()
    {
        var command = new Command(Name, "The second process of a run.") { Hidden = true };
        command.Arguments.Add(RendezvousDirectory);
        command.SetAction((arguments, _) => RunAsync(arguments.GetRequiredValue(RendezvousDirectory)));
        return command;
    }

    /// <summary>The arguments that make this program a peer.</summary>
    public static IReadOnlyList<string> Arguments(string directory) => [Name, directory];

    private static async Task<int> RunAsync(string directory)
    {
        // Standard output carries the answers; what else there is to say goes to the log.
        var answers = Console.Out;
        Console.SetOut(Console.Error);
        // A terminal sends these two to all its processes. The peer leaves them to the first process, which tells it when to go.
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);
        var requests = Requests();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            requests.Writer.TryComplete();
        });

        List<ActorSystem> systems = [];
        var links = new PeerLinks(directory);
        var mixed = new PeerMixed(directory);
        await foreach (var request in requests.Reader.ReadAllAsync())
            await answers.WriteLineAsync(await AnswerAsync(request.Split(' '), directory, systems, links, mixed));
        var left = systems.Select(system => system.Terminate()).Append(links.DisposeAsync().AsTask()).Append(mixed.DisposeAsync().AsTask());
        await Task.WhenAny(Task.WhenAll(left), Task.Delay(Patience));
        // The run itself does it, after all its peers have left; unless it was killed.
        RunDirectory.RemoveIfStale(directory);
        return ExitCodes.Ok;
    }

    /// <summary>A thread of its own reads, since a blocked thread of the pool would be missing in what is measured.</summary>
    private static Channel<string> Requests()
    {
        var requests = Channel.CreateUnbounded<string>();
        new Thread(() =>
        {
            while (Console.In.ReadLine() is { } line)
                requests.Writer.TryWrite(line);
            requests.Writer.TryComplete();
        })
        { IsBackground = true, Name = "requests" }.Start();
        return requests;
    }

    private static async Task<string> AnswerAsync(
        string[] request, string directory, List<ActorSystem> systems, PeerLinks links, PeerMixed mixed)
    {
        try
        {
            return request switch
            {
                [Start, var name, var echoes, var frameBytes] when CarrierNames.TryParse(name, out var carrier) =>
                    $"{Started} {StartSystem(carrier, directory, Number(echoes), Number(frameBytes), systems)}",
                [Listen, .. var settings] => $"{Started} {links.Listen(string.Join(' ', settings))}",
                [Dial, var kind, .. var targets] => $"{Started} {await links.DialAsync(LinkKind.Parse(kind), targets)}",
                [PeerMixed.Name, .. var what] => $"{Started} {await mixed.AnswerAsync(what)}",
                [Usage] => $"{Started} {ProcessUsage.Now()}",
                [Sample] => $"{Started} {JsonSerializer.Serialize(ProcessSample.Take())}",
                _ => $"{Failed} The peer does not know what to do with '{string.Join(' ', request)}'.",
            };
        }
        catch (Exception e)
        {
            return $"{Failed} {e.GetBaseException().Message.ReplaceLineEndings(" ")}";
        }
    }

    private static Address StartSystem(
        Carrier carrier, string directory, int echoes, int frameBytes, List<ActorSystem> systems)
    {
        var system = carrier.CreateSystem("Pong", directory, frameBytes);
        systems.Add(system);
        return AnsweringActors.Start(system, carrier, echoes);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
