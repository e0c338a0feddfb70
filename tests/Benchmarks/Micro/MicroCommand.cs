using System.CommandLine;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Bus.Testing;

namespace Bus.Benchmarks.Micro;

/// <summary>The command line of the pieces that need no second process, which BenchmarkDotNet measures.</summary>
internal static class MicroCommand
{
    private static readonly Type[] Benchmarks =
        [typeof(FramingBenchmarks), typeof(NamesBenchmarks), typeof(OutboxBenchmarks), typeof(RingBenchmarks), typeof(TelemetryBenchmarks)];

    private static readonly Option<string> Filter = new("--filter")
    {
        Description = $"Which: a pattern such as *Ring*. There are {string.Join(", ", Benchmarks.Select(type => type.Name))}.",
        HelpName = "GLOB",
        DefaultValueFactory = _ => "*",
    };

    private static readonly Option<bool> Quick = new("--quick") { Description = "Fewer and shorter measurements." };

    public static Command Create()
    {
        var command = new Command("micro", "The pieces of a link and a lane by themselves: framing, names of actors, outbox, ring, telemetry.") { Filter, Quick };
        command.SetAction(arguments => Run(arguments.GetRequiredValue(Filter), arguments.GetValue(Quick)));
        return command;
    }

    private static int Run(string filter, bool quick)
    {
        // BenchmarkDotNet makes folders in any case, also if it has nothing to put there.
        using var artifacts = new TemporaryDirectory();
        // In this process: a project that is made up for the measurement would have to follow the rules of this repository.
        var job = (quick ? Job.ShortRun : Job.Default).WithToolchain(InProcessEmitToolchain.Instance);
        var config = ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddFilter(new GlobFilter([filter]))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default)
            .WithArtifactsPath(artifacts.Path)
            .WithOptions(ConfigOptions.DisableLogFile | ConfigOptions.JoinSummary);
        var summaries = BenchmarkRunner.Run(Benchmarks, config);
        return summaries.Any(summary => summary.Reports.Length > 0)
            && summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success))
            ? ExitCodes.Ok
            : ExitCodes.Failed;
    }
}
