using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Akka.Actor;
using Bus.Benchmarks.Load;
using Bus.Testing;

namespace Bus.Benchmarks.Mesh;

/// <summary>
/// One process of the mesh. It does what the lines on its standard input ask, and leaves when that ends:
/// <code>
///   peers COUNT        wait until it has so many peers             ok
///   moment WHAT        wait for an event, such as "down Member3"   ok TICKS
///   watch NAME         watch an actor of a peer                    ok
///   flood COUNT        send so many numbers to each peer           ok
///   received COUNT     wait until so many have come here           ok
///   subscribe COUNT    subscribe so many actors to one topic       ok
///   serve              answer to a service and a topic             ok
/// </code>
/// </summary>
internal static class MeshMember
{
    public const string Name = "mesh-member";
    public const string Victim = "Victim";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Argument<string> Directory = new("directory");
    private static readonly Argument<string> SystemName = new("name");
    private static readonly Argument<string> Mechanism = new("mechanism");

    public static Command Create()
    {
        var command = new Command(Name, "A process of the mesh.") { Hidden = true };
        command.Arguments.Add(Directory);
        command.Arguments.Add(SystemName);
        command.Arguments.Add(Mechanism);
        command.SetAction((arguments, _) => RunAsync(
            arguments.GetRequiredValue(Directory), arguments.GetRequiredValue(SystemName), arguments.GetRequiredValue(Mechanism)));
        return command;
    }

    private static async Task<int> RunAsync(string directory, string name, string mechanism)
    {
        var answers = Console.Out;
        Console.SetOut(Console.Error);
        // A terminal sends these to all its processes; who has started this one tells it when to go.
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);
        var system = MeshSystem.Create(name, directory, mechanism);
        var moments = new Moments();
        var sink = system.ActorOf(Props.Create(() => new MeshSink()), "sink");
        system.ActorOf(Props.Create(() => new QuietActor()), "quiet");
        system.ActorOf(Props.Create(() => new EchoActor()), "echo");
        var watcher = system.ActorOf(Props.Create(() => new MeshWatcher(moments)), "watcher");
        var bus = MessageBus.Get(system);
        foreach (var peer in bus.Peers)
            moments.Set("up " + peer.Name, DateTime.UtcNow.Ticks);
        var address = ((ExtendedActorSystem)system).Provider.DefaultAddress;
        await answers.WriteLineAsync($"ok {address.Host} {address.Port}");
        while (await Console.In.ReadLineAsync() is { } line)
            await answers.WriteLineAsync(await AnswerAsync(line.Split(' ', 2), system, bus, moments, sink, watcher));
        await system.Terminate();
        RunDirectory.RemoveIfStale(directory);
        return ExitCodes.Ok;
    }

    private static async Task<string> AnswerAsync(
        string[] request, ActorSystem system, MessageBus bus, Moments moments, IActorRef sink, IActorRef watcher)
    {
        switch (request)
        {
            case ["peers", var count]:
                return await Until(() => bus.Peers.Count == Number(count)) ? "ok" : $"error it has {bus.Peers.Count} peers";
            case ["moment", var what]:
                return $"ok {await moments.When(what).WaitAsync(Patience)}";
            case ["watch", var name]:
                watcher.Tell(bus.Peer(name));
                await moments.When("watching " + name).WaitAsync(Patience);
                return "ok";
            case ["flood", var count]:
                await Task.Run(() => Flood(system, bus, Number(count)));
                return "ok";
            case ["received", var count]:
                return await ReceivedAsync(sink, Number(count)) is { } problem ? $"error {problem}" : "ok";
            case ["subscribe", var count]:
                await Task.WhenAll(Enumerable.Range(0, Number(count)).Select(_ => bus.Subscribe(HopRun.ManyTopic, system.ActorOf(Props.Create(() => new QuietActor())))));
                return "ok";
            case ["serve"]:
                var echo = await system.ActorSelection("/user/echo").ResolveOne(Patience);
                await bus.Register(HopRun.Service, echo);
                await bus.Subscribe(HopRun.Topic, echo);
                return "ok";
            default:
                return $"error '{string.Join(' ', request)}' is not known here";
        }
    }

    /// <summary>Null if all have come.</summary>
    private static async Task<string?> ReceivedAsync(IActorRef sink, int count)
    {
        try
        {
            return await sink.Ask<string>(count, Patience) is var found && found == "all" ? null : found;
        }
        catch (AskTimeoutException)
        {
            return $"of {count} messages there came: {await sink.Ask<string>(new MeshSink.State(), Patience)}";
        }
    }

    private static void Flood(ActorSystem system, MessageBus bus, int count)
    {
        var self = system.ActorOf(Props.Empty, "sender");
        var sinks = bus.Peers.Select(peer => ((ExtendedActorSystem)system).Provider.ResolveActorRef(new RootActorPath(peer.Address) / "user" / "sink")).ToArray();
        for (var i = 0L; i < count; i++)
        {
            foreach (var other in sinks)
                other.Tell(i, self);
        }
    }

    private static async Task<bool> Until(Func<bool> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
                return false;
            await Task.Delay(2);
        }

        return true;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
