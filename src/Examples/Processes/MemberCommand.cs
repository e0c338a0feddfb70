using System.CommandLine;
using System.Runtime.InteropServices;

namespace Bus.Examples.Processes;

/// <summary>The command that a member process is started with. It is for <see cref="Crew"/>, not for people, and so it is hidden.</summary>
internal static class MemberCommand
{
    public static Command Create(Role role)
    {
        var run = new Argument<string>("run");
        var number = new Argument<int>("number");
        var mechanism = new Argument<string>("mechanism");
        var command = new Command(role.Name, "A process of an example.") { Hidden = true };
        command.Arguments.Add(run);
        command.Arguments.Add(number);
        command.Arguments.Add(mechanism);
        command.SetAction((arguments, _) =>
            RunAsync(role, arguments.GetRequiredValue(run), arguments.GetRequiredValue(number), arguments.GetRequiredValue(mechanism)));
        return command;
    }

    private static async Task<int> RunAsync(Role role, string run, int number, string mechanism)
    {
        // Standard output belongs to the report of the process that has started this one; what a member has to say are log lines.
        Console.SetOut(Console.Error);
        // A terminal sends these two to all its processes. A member leaves them to the one that has started it, which tells it when to go.
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);
        using var leaving = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            leaving.Cancel();
        });

        using var system = ExampleSystem.Create(role.Name, mechanism, role.Settings);
        var actor = system.ActorOf(role.Actor(new Membership(run, number, mechanism, leaving.Token)), role.Name);
        var bus = MessageBus.Get(system);
        if (role.Service is not null)
            await bus.Register(role.ServiceOf(run), actor, new ServiceOptions { Routing = role.Routing });
        bus.Service(run).Tell(new Joined(number), actor);

        await Task.WhenAny(EndOfInput(), system.WhenTerminated, Task.Delay(Timeout.Infinite, leaving.Token));
        await leaving.CancelAsync();
        await system.Terminate();
        return 0;
    }

    /// <summary>
    /// Who has started this process holds the other end of standard input and closes it to send it away, in whatever state it is; if that one dies, the kernel closes it.
    /// </summary>
    private static async Task EndOfInput()
    {
        using var input = Console.OpenStandardInput();
        await input.CopyToAsync(Stream.Null);
    }
}
