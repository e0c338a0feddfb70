using System.CommandLine;
using System.Diagnostics;
using Bus.Examples.Input;
using Bus.Examples.Running;
using Spectre.Console;

namespace Bus.Examples.WordCount;

/// <summary>The command line of the word count.</summary>
internal static class WordCountCommand
{
    private const int MaximumWorkers = 256;

    private static readonly Option<string?> Input = new("--input")
    {
        Description = "Count the text files below this folder. Default: the XML reference documentation of the installed .NET SDK.",
        HelpName = "DIR",
    };

    private static readonly Option<string> Mechanism = MechanismOption.Create();

    private static readonly Option<int> Workers = NumberOption.Create(
        "--workers", "N", "How many worker processes share the work. Default: one per core.", 1, MaximumWorkers, Math.Min(Environment.ProcessorCount, MaximumWorkers));

    private static readonly Option<bool> KillOne = new("--kill-one")
    {
        Description = "Kill one of the workers with SIGKILL midway. The others take over its unfinished files; if it was the only one, a new one does.",
    };

    public static readonly Example Example =
        new("word-count", "Counts the words of many files with a pool of worker processes that share the work, and checks the result.", Configure, Worker.Role);

    /// <summary>Makes <paramref name="command"/> count words.</summary>
    private static void Configure(Command command)
    {
        command.Options.Add(Input);
        command.Options.Add(Mechanism);
        command.Options.Add(Workers);
        command.Options.Add(KillOne);
        command.SetAction((arguments, _) => ExampleRun.RunAsync("workers", interrupted => CountAsync(
            arguments.GetValue(Input),
            new WordCountOptions(arguments.GetRequiredValue(Mechanism), arguments.GetValue(Workers), arguments.GetValue(KillOne)),
            interrupted)));
    }

    private static async Task<bool> CountAsync(string? input, WordCountOptions options, CancellationToken interrupted)
    {
        var files = input is null ? InputFiles.Select(ReferenceDocumentation.Find()) : InputFiles.Below(input);
        var bytes = files.Sum(file => file.Bytes);
        var report = new Report(AnsiConsole.Console);
        report.PrintBeginning(files, input is null ? "the reference documentation of .NET" : Path.GetFullPath(input));

        WordCountResult result = null!;
        var check = new WordTally();
        var checking = TimeSpan.Zero;
        await Progress().StartAsync(async context =>
        {
            var counting = context.AddTask(options.Workers == 1 ? "1 worker process" : $"{options.Workers} worker processes", maxValue: bytes);
            var again = context.AddTask("the same in one process", autoStart: false, maxValue: bytes);

            result = await WordCountJob.RunAsync(files, options, counted => counting.Increment(counted), interrupted);
            again.StartTask();
            var clock = Stopwatch.StartNew();
            await Task.Run(() => CountHere(files, check, counted => again.Increment(counted), interrupted), interrupted);
            checking = clock.Elapsed;
        });

        return report.PrintResult(result, check, checking, options);
    }

    /// <summary>Counts everything in this process, without any message: what the workers' result is checked against.</summary>
    private static void CountHere(IReadOnlyList<InputFile> files, WordTally tally, Action<long> counted, CancellationToken interrupted)
    {
        foreach (var file in files)
        {
            try
            {
                WordCounter.CountFile(file.Path, tally, interrupted);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ExampleException($"Cannot read {file.Path}: {e.Message}", e);
            }

            counted(file.Bytes);
        }
    }

    private static Progress Progress() => AnsiConsole.Progress().Columns(
        new TaskDescriptionColumn(),
        new ProgressBarColumn(),
        new PercentageColumn(),
        new DownloadedColumn(),
        new ElapsedTimeColumn());
}
