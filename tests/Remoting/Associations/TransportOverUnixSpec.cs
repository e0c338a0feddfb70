using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Associations;

/// <inheritdoc/>
public sealed class TransportOverUnixSpec(ITestOutputHelper output) : TransportSpec(output, "unix");
