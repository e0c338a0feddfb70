using System.CommandLine.Parsing;
using System.Globalization;

namespace Bus.Benchmarks;

/// <summary>The parser of options that are numbers in a range.</summary>
internal static class Numbers
{
    public static double Parse(ArgumentResult argument, double least, double most)
    {
        var text = argument.Tokens.Single().Value;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
        {
            return number;
        }

        argument.AddError(string.Create(CultureInfo.InvariantCulture,
            $"{argument.Argument.Name} takes a number from {least} to {most}, and not '{text}'."));
        return least;
    }

    /// <summary>Whole numbers in a range, with commas between them. One that is named twice counts once.</summary>
    public static IReadOnlyList<int> ParseList(ArgumentResult argument, int least, int most)
    {
        List<int> numbers = [];
        foreach (var text in argument.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)).Distinct())
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= least && number <= most)
            {
                numbers.Add(number);
            }
            else
            {
                argument.AddError($"{argument.Argument.Name} takes numbers from {least} to {most}, not '{text}'.");
            }
        }

        return numbers;
    }
}
