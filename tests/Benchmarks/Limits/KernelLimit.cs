using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Bus.Benchmarks.Links;

namespace Bus.Benchmarks.Limits;

/// <summary>
/// What the kernel and the memory can do: a small C program, <c>ipclimits</c>, that does the same with nothing on top. It is
/// compiled for each run, and each of its tests is a process of its own.
/// </summary>
internal sealed class KernelLimit
{
    private const string SourceName = "ipclimits.c";

    private readonly string _program;

    private KernelLimit(string program) => _program = program;

    /// <summary>Compiles it.</summary>
    /// <param name="source">The source, or its folder.</param>
    /// <param name="directory">For the program; whoever owns it removes it with everything in it.</param>
    /// <param name="report">Is told if there is no compiler.</param>
    /// <param name="cancelled">Gives up.</param>
    /// <returns>Null if this machine has no compiler.</returns>
    /// <exception cref="BenchmarkException">There is no such source, or it cannot be compiled.</exception>
    public static async Task<KernelLimit?> CompileAsync(
        FileSystemInfo source, string directory, Action<string> report, CancellationToken cancelled)
    {
        var path = source is DirectoryInfo ? Path.Combine(source.FullName, SourceName) : source.FullName;
        if (!File.Exists(path))
            throw new BenchmarkException($"There is no {path}.");
        var program = Path.Combine(directory, Path.GetFileNameWithoutExtension(SourceName));
        foreach (var compiler in new[] { "cc", "gcc" })
        {
            try
            {
                var (exitCode, output) = await RunAsync(
                    compiler, ["-std=c11", "-O2", "-o", program, path, "-pthread", "-lrt"], cancelled);
                return exitCode == 0
                    ? new KernelLimit(program)
                    : throw new BenchmarkException($"{compiler} does not compile {path}: {output.ReplaceLineEndings(" ")}");
            }
            catch (Win32Exception)
            {
                // There is no compiler of this name.
            }
        }

        report("There is no C compiler (cc, gcc), and so no limit to compare with.");
        return null;
    }

    /// <summary>Measures the limit of a cell.</summary>
    /// <returns>Null if there is no comparable test.</returns>
    public async Task<LinkSample?> MeasureAsync(LinkCell cell, LinkKind kind, LinksOptions options, CancellationToken cancelled)
    {
        if (LimitTest.For(kind, options.Spin) is not { } test)
            return null;
        var sample = await RunAsync(test, cell, cell.Size, options, cancelled);
        if (sample is not null || cell.Bench != LinkBench.OneWay || cell.Size <= LimitTest.QueueMessageBytes)
            return sample;
        // A queue takes no message of this size; as many bytes in its largest ones are what a link has to move there too.
        var parts = (double)cell.Size / LimitTest.QueueMessageBytes;
        return await RunAsync(test, cell, LimitTest.QueueMessageBytes, options, cancelled) is { } part
            ? new LinkSample(part.MessagesPerSecond / parts, part.ProcessorMicroseconds * parts, null, null)
            : null;
    }

    private async Task<LinkSample?> RunAsync(
        LimitTest test, LinkCell cell, int size, LinksOptions options, CancellationToken cancelled)
    {
        var (_, output) = await RunAsync(_program, test.Arguments(cell.Bench, size, options), cancelled);
        // One way, the batched line comes last; there is none for messages that are too large for batches.
        foreach (var text in output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            using var line = JsonDocument.Parse(text);
            if (!line.RootElement.TryGetProperty("rate", out var rate))
                continue;
            // What was cut off does not know its processor time, and says 0.
            var processor = Figure(line, "cpu_us_per_op") is var used && used > 0 ? used : null;
            return new LinkSample(rate.GetDouble(), processor, Figure(line, "p50_us"), Figure(line, "p99_us"));
        }

        return null;
    }

    private static double? Figure(JsonDocument line, string name) =>
        line.RootElement.TryGetProperty(name, out var value) ? value.GetDouble() : null;

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancelled)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancelled);
            var errors = process.StandardError.ReadToEndAsync(cancelled);
            await process.WaitForExitAsync(cancelled);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            // Its children leave with it, and remove what they have made.
            process.Kill();
            throw;
        }
    }
}
