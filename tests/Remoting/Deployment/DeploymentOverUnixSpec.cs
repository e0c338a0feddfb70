using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Deployment;

/// <inheritdoc/>
public sealed class DeploymentOverUnixSpec(ITestOutputHelper output) : RemoteDeploymentSpec(output, "unix");
