using PublicApiGenerator;
using Xunit;

namespace Bus.Hosting.Tests.PublicApi;

/// <summary>What users compile against changes only on purpose: with the approved text beside this file.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_public_api_is_the_approved_one()
    {
        var actual = typeof(BusHostingExtensions).Assembly.GeneratePublicApi(new ApiGeneratorOptions
        {
            ExcludeAttributes = ["System.Runtime.Versioning.TargetFrameworkAttribute", "System.Reflection.AssemblyMetadataAttribute"],
            IncludeAssemblyAttributes = false,
        });
        // Beside the test assembly: in a deterministic build the source's own path is not a real one.
        var approved = Path.Combine(AppContext.BaseDirectory, "PublicApi", "Bus.Hosting.approved.txt");
        var received = approved.Replace(".approved.txt", ".received.txt", StringComparison.Ordinal);
        if (File.Exists(approved) && Normalize(File.ReadAllText(approved)) == Normalize(actual))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, Normalize(actual));
        Assert.Fail($"The public API has changed. If that is intended, copy {received} over tests/Hosting/PublicApi/Bus.Hosting.approved.txt.");
    }

    private static string Normalize(string text) => text.ReplaceLineEndings("\n").Trim() + "\n";
}
