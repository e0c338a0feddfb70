using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Bus.Transports;
using Xunit;

namespace Bus.Tests.DeathWatch;

/// <summary>A clock that jumps, because somebody sets it or the machine slept, ends nobody: all that waits counts on one that does not.</summary>
public sealed class ClockTests
{
    private static readonly HashSet<string> ClocksThatJump = ["get_Now", "get_UtcNow", "get_Today", "GetUtcNow", "GetLocalNow"];

    [Fact]
    public void The_bus_reads_no_clock_that_jumps() => Assert.Empty(ReadBy(typeof(MessageBus)));

    /// <summary>When a system has started stands in its entry, for people.</summary>
    [Fact]
    public void The_transport_reads_one_for_its_entry_only() => Assert.Equal(["DateTimeOffset.get_UtcNow"], ReadBy(typeof(IpcTransport)));

    private static IEnumerable<string> ReadBy(Type one)
    {
        using var file = new PEReader(File.OpenRead(one.Assembly.Location));
        var metadata = file.GetMetadataReader();
        return [.. metadata.MemberReferences
            .Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => (Type: metadata.GetTypeReference((TypeReferenceHandle)member.Parent), Name: metadata.GetString(member.Name)))
            .Where(member => metadata.GetString(member.Type.Namespace) == "System" && ClocksThatJump.Contains(member.Name))
            .Select(member => $"{metadata.GetString(member.Type.Name)}.{member.Name}")];
    }
}
