using Xunit.Abstractions;

namespace Bus.Remoting.Tests.DeathWatch;

/// <inheritdoc/>
public sealed class DeathWatchOverUnixSpec(ITestOutputHelper output) : RemoteDeathWatchSpec(output, "unix");
