using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Bus.Examples.WordCount;

/// <summary>The command line of the word count.</summary>
internal static class WordCountCommand
{
    private const int MaximumWorkers = 256;
    private const int RedirectedWidth = 200;

    private static readonly Option<string?> Input = new("--input")
    {
        Description = "Count the text files below this folder. Default: the XML reference documentation of the installed .NET SDK.",
        HelpName = "DIR",
    };

    private static readonly Option<string> Mechanism = new("--mechanism")
    {
        Description = "What carries the messages: memfd, posixshm, mmap, sysvshm, unix, seqpacket, dgram, pipe, fifo, " +
            "posixmq, sysvmq, auto, or the assembly-qualified name of a class of your own.",
        HelpName = "memfd|unix|...|auto|CLASS",
        DefaultValueFactory = _ => "memfd",
    };

    private static readonly Option<int> Workers = new("--workers")
    {
        Description = $"How many worker processes share the work, 1 to {MaximumWorkers}. Default: one per core.",
        HelpName = "N",
        DefaultValueFactory = _ => Math.Min(Environment.ProcessorCount, MaximumWorkers),
        CustomParser = ParseWorkers,
    };

    private static readonly Option<bool> KillOne = new("--kill-one")
    {
        Description = "Kill one of the workers with SIGKILL midway. The others take over its unfinished files; if it was the only one, a new one does.",
    };

    /// <summary>Makes <paramref name="command"/> count words.</summary>
    public static void Configure(Command command)
    {
        command.Options.Add(Input);
        command.Options.Add(Mechanism);
        command.Options.Add(Workers);
        command.Options.Add(KillOne);
        command.SetAction((arguments, _) => RunAsync(
            arguments.GetValue(Input),
            new WordCountOptions(arguments.GetRequiredValue(Mechanism), arguments.GetValue(Workers), arguments.GetValue(KillOne))));
    }

    private static int ParseWorkers(ArgumentResult argument)
    {
        var text = argument.Tokens.Single().Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var workers) && workers is >= 1 and <= MaximumWorkers)
            return workers;
        argument.AddError($"--workers must be a number from 1 to {MaximumWorkers}, not '{text}'.");
        return 0;
    }

    private static async Task<int> RunAsync(string? input, WordCountOptions options)
    {
        using var interruption = new Interruption();
        try
        {
            return await CountAsync(input, options, interruption.Token) ? 0 : 1;
        }
        catch (WordCountException e)
        {
            await Console.Error.WriteLineAsync($"error: {e.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted. All workers have ended.");
            return interruption.ExitCode;
        }
    }

    private static async Task<bool> CountAsync(string? input, WordCountOptions options, CancellationToken interrupted)
    {
        var files = input is null ? InputFiles.Select(ReferenceDocumentation.Find()) : InputFiles.Below(input);
        var bytes = files.Sum(file => file.Bytes);
        // A file or a pipe has no width; without one, lines would be broken as for a narrow terminal.
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = RedirectedWidth;
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
                throw new WordCountException($"Cannot read {file.Path}: {e.Message}", e);
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
