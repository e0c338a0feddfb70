using System.CommandLine;
using System.Globalization;
using Bus.Examples.Running;
using Spectre.Console;

namespace Bus.Examples.ClientServer;

/// <summary>The command line of the client-server example.</summary>
internal static class ClientServerCommand
{
    private static readonly string[] AllMechanisms =
        ["memfd", "posixshm", "mmap", "sysvshm", "unix", "seqpacket", "dgram", "pipe", "fifo", "posixmq", "sysvmq"];

    private static readonly Option<string[]> Mechanisms = new("--mechanism")
    {
        Description = "What carries requests and answers; may be said several times. Default: all eleven, one after the other.",
        HelpName = "memfd|unix|...|CLASS",
    };

    private static readonly Option<int> Clients =
        NumberOption.Create("--clients", "N", "How many client processes ask at the same time.", 1, 64, 2);

    private static readonly Option<int> InFlight =
        NumberOption.Create("--in-flight", "N", "Requests of one client that wait for their answers at the same time.", 1, 1000, 1);

    private static readonly Option<int> Rounds =
        NumberOption.Create("--rounds", "N", "How often each mechanism has its turn; the table has the medians of its turns.", 1, 100, 3);

    private static readonly Option<int> Seconds =
        NumberOption.Create("--seconds", "N", "The time that is measured, all mechanisms and rounds together.", 1, 3600, 5);

    public static readonly Example Example = new(
        "client-server",
        "A well-known queue, a private reply queue for each client, a worker for each request: a file server, over each mechanism in turn.",
        Configure,
        ServerProcess.Role,
        ClientProcess.Role);

    private static void Configure(Command command)
    {
        foreach (var option in new Option[] { Mechanisms, Clients, InFlight, Rounds, Seconds })
            command.Options.Add(option);
        command.SetAction((arguments, _) => ExampleRun.RunAsync("processes", interrupted => RunAsync(
            new ClientServerOptions(
                arguments.GetValue(Mechanisms) is { Length: > 0 } chosen ? [.. chosen.Distinct()] : AllMechanisms,
                arguments.GetValue(Clients),
                arguments.GetValue(InFlight),
                arguments.GetValue(Rounds),
                TimeSpan.FromSeconds(arguments.GetValue(Seconds))),
            interrupted)));
    }

    private static async Task<bool> RunAsync(ClientServerOptions options, CancellationToken interrupted)
    {
        IReadOnlyList<Contestant> contestants = [];
        await AnsiConsole.Progress().StartAsync(async context =>
        {
            var turns = context.AddTask("turns", maxValue: options.Rounds * options.Mechanisms.Count);
            contestants = await ClientServerRun.RunAsync(options, () => turns.Increment(1), interrupted);
        });
        ClientServerReport.Print(contestants);
        var able = contestants.Where(contestant => contestant.Impossible is null).ToArray();
        return able.Length == 0
            ? throw new ExampleException($"None of these mechanisms can be used: {contestants[0].Impossible}")
            : Verdict.Print(
                [.. contestants.SelectMany(contestant => contestant.Problems)],
                string.Create(CultureInfo.InvariantCulture,
                    $"{able.Sum(contestant => contestant.Requests)} requests over {able.Length} of {contestants.Count} mechanisms, each answered exactly once by a worker of its own"));
    }
}
