using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Associations;

/// <inheritdoc/>
public sealed class TransportOverSeqpacketSpec(ITestOutputHelper output) : TransportSpec(output, "seqpacket");
