using System.CommandLine;

namespace Bus.Benchmarks;

/// <summary>The options that several commands have. Each command makes its own, so that its help can say what is meant there.</summary>
internal static class CommonOptions
{
    public static Option<FileInfo?> Json() => new("--json")
    {
        Description = "Write the results to this file too, a line of JSON for each cell.",
        HelpName = "FILE",
    };

    public static Option<DirectoryInfo?> Plot(string description) => new("--plot") { Description = description, HelpName = "DIR" };

    public static Option<bool> Markdown() => new("--markdown") { Description = "Print the tables as Markdown." };

    public static Option<int> Rounds() => new("--rounds")
    {
        Description = "How often each cell is measured; the medians are reported.",
        HelpName = "N",
        DefaultValueFactory = _ => 5,
        CustomParser = argument => (int)Numbers.Parse(argument, 1, 1000),
    };

    public static Option<double> Seconds(string name, double byDefault, double least, string description) => new(name)
    {
        Description = description,
        HelpName = "S",
        DefaultValueFactory = _ => byDefault,
        CustomParser = argument => Numbers.Parse(argument, least, 3600),
    };

    public static Option<IReadOnlyList<int>> List(string name, int least, int most, int[] byDefault, string description) => new(name)
    {
        Description = description,
        HelpName = "N,...",
        DefaultValueFactory = _ => byDefault,
        CustomParser = argument => Numbers.ParseList(argument, least, most),
    };
}
