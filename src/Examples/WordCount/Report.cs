using System.Diagnostics;
using System.Globalization;
using Bus.Examples.Input;
using Bus.Examples.Running;
using Spectre.Console;

namespace Bus.Examples.WordCount;

/// <summary>What the user sees of a run, apart from the progress bar.</summary>
internal sealed class Report(IAnsiConsole console)
{
    private const int TopWords = 15;
    private const int ShownDifferences = 10;

    public void PrintBeginning(IReadOnlyList<InputFile> files, string input) =>
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"[bold]{files.Count:N0}[/] files, [bold]{files.Sum(file => file.Bytes) / 1e6:N1} MB[/]: {input}");

    /// <summary>Prints the tables and the verdict.</summary>
    /// <returns>Whether the two counts agree.</returns>
    public bool PrintResult(WordCountResult result, WordTally check, TimeSpan checking, WordCountOptions options)
    {
        PrintWords(result.Tally);
        PrintWorkers(result);
        PrintTimes(result, checking);

        var differences = result.Tally.DifferencesFrom(check);
        if (differences.Count > 0)
        {
            PrintDifferences(result.Tally, check, differences);
            return false;
        }

        return Verdict.Print(
            [], string.Create(CultureInfo.InvariantCulture, $"{result.Messages} messages, {result.Bytes} bytes, {options.Workers} workers over {options.Mechanism}, counts agree"));
    }

    private void PrintWords(WordTally tally)
    {
        var table = new Table().Title("Most frequent words").AddColumn("Word").AddColumn("Occurrences", Right).AddColumn("Share", Right);
        foreach (var (word, occurrences) in tally.Top(TopWords))
            table.AddRow(Markup.Escape(word), Number(occurrences), ((double)occurrences / tally.Total).ToString("P2", CultureInfo.InvariantCulture));
        table.Caption($"{Number(tally.Total)} words, {Number(tally.Counts.Count)} different");
        console.Write(table);
    }

    private void PrintWorkers(WordCountResult result)
    {
        var table = new Table()
            .Title("Messages and serialized bytes")
            .AddColumn("Worker").AddColumn("Process", Right).AddColumn("Files", Right)
            .AddColumn("Sent to it", Right).AddColumn("Bytes", Right)
            .AddColumn("Received", Right).AddColumn("Bytes", Right);
        foreach (var worker in result.Workers)
        {
            table.AddRow(
                worker.LostAt is not null ? $"[red]{worker.Member.Number} (died)[/]" : Number(worker.Member.Number),
                worker.Member.Process.Id.ToString(CultureInfo.InvariantCulture),
                Number(worker.FilesCounted),
                Number(worker.Sent.Messages), Number(worker.Sent.Bytes),
                Number(worker.Received.Messages), Number(worker.Received.Bytes));
        }

        console.Write(table);
        foreach (var worker in result.Workers.Where(worker => worker.LostAt is not null))
            PrintLoss(worker);
    }

    private void PrintLoss(WorkerShare worker)
    {
        const string Evidence = "the end of its socket told so";
        var fate = worker.KilledAt is { } killedAt
            ? string.Create(CultureInfo.InvariantCulture, $"was killed midway; {Evidence} after {Stopwatch.GetElapsedTime(killedAt, worker.LostAt!.Value).TotalMilliseconds:N1} ms")
            : $"died; {Evidence}";
        console.MarkupLineInterpolated(
            $"[red]Worker {worker.Member.Number} (process {worker.Member.Process.Id})[/] {fate}. What it had not answered another worker did.");
    }

    private void PrintTimes(WordCountResult result, TimeSpan checking) =>
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"Starting the workers took {result.Joining.TotalSeconds:N2} s, counting {result.Counting.TotalSeconds:N2} s, the same in one process {checking.TotalSeconds:N2} s.");

    private static void PrintDifferences(WordTally tally, WordTally check, IReadOnlyList<string> words)
    {
        Console.Error.WriteLine($"error: the workers and a single process do not agree on {words.Count} words. Did files change meanwhile?");
        foreach (var word in words.Take(ShownDifferences))
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {word}: {tally.Counts.GetValueOrDefault(word)} from the workers, {check.Counts.GetValueOrDefault(word)} in one process"));
        }
    }

    private static void Right(TableColumn column) => column.RightAligned();

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
