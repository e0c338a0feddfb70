using System.Globalization;

namespace Bus.Benchmarks.Links;

/// <summary>What the user asks for.</summary>
/// <param name="Kinds">The links that are measured.</param>
/// <param name="Benches">What is measured of them.</param>
/// <param name="Sizes">Bytes of payloads.</param>
/// <param name="Rounds">How often each cell is measured.</param>
/// <param name="Measured">For how long each time; a fifth of it comes before, to warm up.</param>
/// <param name="Window">How many times <see cref="Probe.CreditBytes"/> a stream may have under way; 0 if the channel sets its pace.</param>
/// <param name="Spin">How long a ring's side looks for news before it sleeps; for the limit too, where it can do so.</param>
/// <param name="Limits">The source of the kernel's limit, or its folder; null without.</param>
/// <param name="Json">The file for the results, if any.</param>
/// <param name="Plot">The folder for the plots, if any.</param>
/// <param name="Markdown">Whether the tables are to be Markdown.</param>
internal sealed record LinksOptions(
    IReadOnlyList<LinkKind> Kinds,
    IReadOnlyList<LinkBench> Benches,
    IReadOnlyList<int> Sizes,
    int Rounds,
    TimeSpan Measured,
    int Window,
    TimeSpan Spin,
    FileSystemInfo? Limits,
    FileInfo? Json,
    DirectoryInfo? Plot,
    bool Markdown)
{
    /// <summary>Of both sides, where they differ from the defaults.</summary>
    public string Settings => string.Create(CultureInfo.InvariantCulture,
        $"maximum-frame-size = {Math.Max(128_000, Sizes.Max())}b, ring.spin = {Spin.TotalMicroseconds}us");
}
