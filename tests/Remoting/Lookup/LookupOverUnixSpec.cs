using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Lookup;

/// <inheritdoc/>
public sealed class LookupOverUnixSpec(ITestOutputHelper output) : RemoteLookupSpec(output, "unix");
