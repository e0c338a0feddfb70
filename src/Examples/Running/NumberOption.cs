using System.CommandLine;
using System.Globalization;

namespace Bus.Examples.Running;

/// <summary>Options whose value is a whole number of a range.</summary>
internal static class NumberOption
{
    /// <param name="name">Such as <c>--workers</c>.</param>
    /// <param name="helpName">What its value is called in the help text.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="minimum">The smallest value.</param>
    /// <param name="maximum">The largest.</param>
    /// <param name="standard">The value without the option.</param>
    public static Option<int> Create(string name, string helpName, string description, int minimum, int maximum, int standard) => new(name)
    {
        Description = $"{description} {minimum} to {maximum}.",
        HelpName = helpName,
        DefaultValueFactory = _ => standard,
        CustomParser = argument =>
        {
            var text = argument.Tokens.Single().Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
                return number;
            argument.AddError($"{name} must be a number from {minimum} to {maximum}, not '{text}'.");
            return 0;
        },
    };
}
