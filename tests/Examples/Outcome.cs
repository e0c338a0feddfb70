using System.Globalization;
using System.Text.RegularExpressions;

namespace Bus.Examples.Tests;

/// <summary>How a program has ended, and what it wrote.</summary>
public sealed partial record Outcome(int ExitCode, string Output, string Error)
{
    /// <summary>The last line, which is the verdict.</summary>
    public string LastLine => Output.TrimEnd('\n').Split('\n')[^1];

    /// <summary>The numbers of the verdict.</summary>
    public (long Messages, long Bytes) Numbers
    {
        get
        {
            var match = Verdict().Match(LastLine);
            return match.Success
                ? (long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))
                : throw new InvalidOperationException($"There is no verdict. {this}");
        }
    }

    /// <summary>What a table says.</summary>
    /// <param name="row">The first cell of the row.</param>
    /// <param name="column">The column, counted from 0.</param>
    public string Cell(string row, int column) =>
        Output.Split('\n').Select(line => line.Split('│', StringSplitOptions.TrimEntries).Skip(1).ToArray())
            .Single(cells => cells.Length > column && cells[0] == row)[column];

    public override string ToString() => $"Exit code {ExitCode}.\n--- output\n{Output}\n--- error\n{Error}";

    [GeneratedRegex("^ok: ([0-9]+) messages, ([0-9]+) bytes, ")]
    private static partial Regex Verdict();
}
