using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Akka.Actor;

namespace Bus.Examples.WordCount;

/// <summary>The command that a worker process is started with. It is for the coordinator, not for people, and so it is hidden.</summary>
internal static class WorkerCommand
{
    private const string Name = "word-count-worker";

    private static readonly Argument<int> Number = new("number");
    private static readonly Argument<string> Mechanism = new("mechanism");
    private static readonly Argument<string> Coordinator = new("coordinator");

    public static Command Create()
    {
        var command = new Command(Name, "A worker process of the word count.") { Hidden = true };
        command.Arguments.Add(Number);
        command.Arguments.Add(Mechanism);
        command.Arguments.Add(Coordinator);
        command.SetAction((arguments, _) => RunAsync(
            arguments.GetRequiredValue(Number),
            arguments.GetRequiredValue(Mechanism),
            ActorPath.Parse(arguments.GetRequiredValue(Coordinator))));
        return command;
    }

    /// <summary>The arguments that make this program a worker.</summary>
    public static IReadOnlyList<string> Arguments(int number, string mechanism, ActorPath coordinator) =>
        [Name, number.ToString(CultureInfo.InvariantCulture), mechanism, coordinator.ToString()!];

    private static async Task<int> RunAsync(int number, string mechanism, ActorPath coordinator)
    {
        // Standard output belongs to the coordinator's report; what a worker has to say are log lines.
        Console.SetOut(Console.Error);
        // A terminal sends these two to all its processes. A worker leaves them to the coordinator, which tells it when to go.
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);
        using var leaving = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            leaving.Cancel();
        });

        using var system = WordCountConfig.CreateSystem("Worker", mechanism);
        system.ActorOf(Props.Create(() => new Worker(number, coordinator, leaving.Token)), "worker");

        await Task.WhenAny(EndOfInput(), system.WhenTerminated, Task.Delay(Timeout.Infinite, leaving.Token));
        await leaving.CancelAsync();
        await system.Terminate();
        return 0;
    }

    /// <summary>
    /// The coordinator holds the other end of standard input and closes it to send the worker away, in whatever state that one is; if
    /// the coordinator dies, the kernel closes it.
    /// </summary>
    private static async Task EndOfInput()
    {
        using var input = Console.OpenStandardInput();
        await input.CopyToAsync(Stream.Null);
    }
}
