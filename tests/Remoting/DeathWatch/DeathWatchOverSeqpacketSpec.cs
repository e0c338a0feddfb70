using Xunit.Abstractions;

namespace Bus.Remoting.Tests.DeathWatch;

/// <inheritdoc/>
public sealed class DeathWatchOverSeqpacketSpec(ITestOutputHelper output) : RemoteDeathWatchSpec(output, "seqpacket");
