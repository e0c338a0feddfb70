using System.Globalization;
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

        // Plain, and not through the console of the tables: no colours, never wrapped.
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"ok: {result.Messages} messages, {result.Bytes} bytes, {options.Workers} workers over {options.Mechanism}, counts agree"));
        return true;
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
                worker.IsLost ? $"[red]{worker.Number} (died)[/]" : Number(worker.Number),
                worker.ProcessId.ToString(CultureInfo.InvariantCulture),
                Number(worker.FilesCounted),
                Number(worker.Sent.Messages), Number(worker.Sent.Bytes),
                Number(worker.Received.Messages), Number(worker.Received.Bytes));
        }

        console.Write(table);
        foreach (var loss in result.Losses)
            PrintLoss(loss);
    }

    private void PrintLoss(WorkerLoss loss)
    {
        var fate = loss.NoticedAfter is { } after
            ? string.Create(CultureInfo.InvariantCulture, $"was killed midway; {loss.Evidence} told so after {after.TotalMilliseconds:N1} ms")
            : $"died; {loss.Evidence} told so";
        var files = loss.UnfinishedFiles == 1 ? "1 unfinished file" : $"{loss.UnfinishedFiles} unfinished files";
        console.MarkupLineInterpolated($"[red]Worker {loss.Worker} (process {loss.ProcessId})[/] {fate}. Another worker took over its {files}.");
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
