using System.CommandLine;
using Bus.Benchmarks.Machines;
using Bus.Benchmarks.Peers;
using Spectre.Console;

namespace Bus.Benchmarks.Links;

/// <summary>The command line of the links.</summary>
internal static class LinksCommand
{
    private static readonly Option<IReadOnlyList<string>> Mechanisms = LinkNames.MechanismOption();
    private static readonly Option<IReadOnlyList<string>> WakeUps = LinkNames.WakeUpOption();

    private static readonly Option<IReadOnlyList<string>> Benches = LinkNames.BenchOption();

    private static readonly Option<IReadOnlyList<int>> Sizes = CommonOptions.List(
        "--sizes", StampedFrame.SmallestBytes, 16 * 1024 * 1024, [100, 65536],
        "Bytes of a frame's payload, with commas between them.");

    private static readonly Option<int> Rounds = CommonOptions.Rounds();

    private static readonly Option<double> Seconds =
        CommonOptions.Seconds("--seconds", 0.5, 0.05, "How long each measurement takes.");

    private static readonly Option<int> Window = new("--window")
    {
        Description = "What a stream may have under way, sent by a thread of its own, in units of " +
            $"{Probe.CreditBytes / 1024} KiB: 1 to 256; more than a channel holds shows what a full outbox costs. 0: whoever writes to the channel makes the next batch.",
        HelpName = "N",
        DefaultValueFactory = _ => 0,
        CustomParser = argument => (int)Numbers.Parse(argument, 0, 256),
    };

    private static readonly Option<double> Spin = new("--spin")
    {
        Description = "How many microseconds a ring's side looks for news before it sleeps: 0 (which shows that cost) to 1000.",
        HelpName = "US",
        DefaultValueFactory = _ => 20,
        CustomParser = argument => Numbers.Parse(argument, 0, 1000),
    };

    private static readonly Option<FileSystemInfo?> Limits = new("--limits")
    {
        Description = "The source of the program that measures what the kernel can do (ipclimits.c), or its folder. It is " +
            "compiled with cc or gcc; without it, or without a compiler, its columns are empty.",
        HelpName = "PATH",
    };

    private static readonly Option<FileInfo?> Json = CommonOptions.Json();

    private static readonly Option<DirectoryInfo?> Plot =
        CommonOptions.Plot("Draw round trips against throughput too: into this folder, a picture for each size.");

    private static readonly Option<bool> Markdown = CommonOptions.Markdown();

    public static Command Create()
    {
        var command = new Command("links", "What the links themselves can do, without Akka, beside what the kernel can do.")
        {
            Mechanisms, WakeUps, Benches, Sizes, Rounds, Seconds, Window, Spin, Limits, Json, Plot, Markdown,
        };
        command.SetAction((arguments, _) => RunAsync(new LinksOptions(
            LinkNames.Kinds(arguments.GetRequiredValue(Mechanisms), arguments.GetRequiredValue(WakeUps)),
            [.. arguments.GetRequiredValue(Benches).Select(name => Enum.Parse<LinkBench>(name, ignoreCase: true))],
            arguments.GetRequiredValue(Sizes),
            arguments.GetValue(Rounds),
            TimeSpan.FromSeconds(arguments.GetValue(Seconds)),
            arguments.GetValue(Window),
            TimeSpan.FromMicroseconds(arguments.GetValue(Spin)),
            arguments.GetValue(Limits),
            arguments.GetValue(Json),
            arguments.GetValue(Plot),
            arguments.GetValue(Markdown))));
        return command;
    }

    private static Task<int> RunAsync(LinksOptions options)
    {
        MachineHeader.Print();
        return TwoProcesses.RunAsync(async (peer, directory, cancelled) =>
        {
            var results = await LinksRun.RunAsync(options, peer, directory, Console.Out.WriteLine, cancelled);
            LinksTables.Print(new Tables(AnsiConsole.Console, options.Markdown), results);
            if (options.Json is not null)
                await LinksJson.WriteAsync(options.Json, results);
            if (options.Plot is not null)
                LinksPlot.Save(options.Plot, results);
            return ExitCodes.Ok;
        });
    }
}
