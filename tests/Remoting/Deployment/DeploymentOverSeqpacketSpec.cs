using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Deployment;

/// <inheritdoc/>
public sealed class DeploymentOverSeqpacketSpec(ITestOutputHelper output) : RemoteDeploymentSpec(output, "seqpacket");
