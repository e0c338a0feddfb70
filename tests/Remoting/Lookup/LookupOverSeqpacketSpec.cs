using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Lookup;

/// <inheritdoc/>
public sealed class LookupOverSeqpacketSpec(ITestOutputHelper output) : RemoteLookupSpec(output, "seqpacket");
