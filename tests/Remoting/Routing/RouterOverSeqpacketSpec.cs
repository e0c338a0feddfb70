using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Routing;

/// <inheritdoc/>
public sealed class RouterOverSeqpacketSpec(ITestOutputHelper output) : RemoteRouterSpec(output, "seqpacket");
