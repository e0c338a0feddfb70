using Akka.Actor;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests;

/// <summary>A spec of two systems: <c>Near</c>, which is under test, and <see cref="Far"/>.</summary>
public abstract class TwoSystemsSpec : IpcRemotingSpec
{
    /// <param name="output">Where the logs of both go.</param>
    /// <param name="config">What the spec adds to the configuration of both, see <see cref="Ground.Fill"/>.</param>
    /// <param name="far">What it adds to that of <see cref="Far"/> alone.</param>
    /// <param name="mechanism">The mechanism, or <see langword="null"/> for the one that the environment chooses.</param>
    protected TwoSystemsSpec(ITestOutputHelper output, string config = "", string far = "", string? mechanism = null)
        : base(output, config, mechanism)
    {
        Far = NewSystem("Far", config + "\n" + far, Ground.FarPort);
    }

    /// <summary>The peer.</summary>
    protected ActorSystem Far { get; }
}
