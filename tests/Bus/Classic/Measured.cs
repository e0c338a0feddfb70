using Xunit;

namespace Bus.Tests.Classic;

/// <summary>
/// Tests of which some want to know of all messages of this process, and others want that nobody does: one after the other.
/// </summary>
[CollectionDefinition(Name)]
public sealed class Measured
{
    public const string Name = "measured";
}
