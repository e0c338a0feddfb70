using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Routing;

/// <inheritdoc/>
public sealed class RouterOverUnixSpec(ITestOutputHelper output) : RemoteRouterSpec(output, "unix");
