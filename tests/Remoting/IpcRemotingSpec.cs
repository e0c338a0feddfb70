using Akka.Actor;
using Akka.Remote;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests;

/// <summary>
/// A spec of remoting: a system under test, <see cref="TestKitBase.Sys"/>, named <c>Near</c>, on a ground of its own, and as many
/// others as the spec makes. All are terminated and the ground is removed afterwards.
/// </summary>
public abstract class IpcRemotingSpec : TestKit
{
    private readonly List<ActorSystem> _others = [];

    /// <param name="output">Where the logs of all systems go.</param>
    /// <param name="config">What the spec adds to the configuration, see <see cref="Tests.Ground.Fill"/>.</param>
    /// <param name="mechanism">The mechanism, or <see langword="null"/> for the one that the environment chooses.</param>
    protected IpcRemotingSpec(ITestOutputHelper output, string config = "", string? mechanism = null)
        : this(output, config, new Ground(mechanism))
    {
    }

    private IpcRemotingSpec(ITestOutputHelper output, string config, Ground ground)
        : base(ground.Config(ground.NearPort, config), "Near", output)
    {
        Ground = ground;
    }

    /// <summary>What this test stands on.</summary>
    protected Ground Ground { get; }

    /// <summary>Makes another system on the same ground.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="config">Its configuration, see <see cref="Tests.Ground.Fill"/>.</param>
    /// <param name="port">Its port; 0 for any.</param>
    protected ActorSystem NewSystem(string name, string config = "", int port = 0)
    {
        ActorSystem system = ActorSystem.Create(name, Ground.Config(port, config));
        InitializeLogger(system, name);
        _others.Add(system);
        return system;
    }

    /// <summary>The provider of a system, which knows its addresses and its remoting.</summary>
    protected static RemoteActorRefProvider Provider(ActorSystem system) =>
        (RemoteActorRefProvider)((ExtendedActorSystem)system).Provider;

    /// <summary>The address under which others reach a system.</summary>
    protected static Address AddressOf(ActorSystem system) => Provider(system).DefaultAddress;

    /// <summary>The full path of an actor, as others write it.</summary>
    /// <param name="address">The address of its system.</param>
    /// <param name="path">Its path there, such as <c>user/echo</c>.</param>
    protected static ActorPath PathAt(Address address, string path) => new RootActorPath(address) / path.Split('/');

    /// <summary>A selection of an actor of another system.</summary>
    protected static ActorSelection Select(ActorSystem from, ActorSystem at, string path) =>
        from.ActorSelection(PathAt(AddressOf(at), path));

    /// <summary>The reference under which <paramref name="from"/> knows an actor of another system, resolved over the wire.</summary>
    protected async Task<IActorRef> Resolve(ActorSystem from, ActorSystem at, string path) =>
        await Select(from, at, path).ResolveOne(TestKitSettings.DefaultTimeout);

    /// <summary>Watches an actor of another system, and waits until that system knows.</summary>
    /// <remarks>
    /// A remote watch is sent by the remote watcher, not by who watches, so what is sent right after it may overtake it.
    /// </remarks>
    protected Task WatchThere(IActorRef actor) => WatchThere(Sys, this, actor);

    /// <inheritdoc cref="WatchThere(IActorRef)"/>
    protected async Task WatchThere(ActorSystem system, TestKitBase watcher, IActorRef actor)
    {
        await watcher.WatchAsync(actor);
        await Provider(system).RemoteWatcher.Ask<RemoteWatcher.Stats>(RemoteWatcher.Stats.Empty, TestKitSettings.DefaultTimeout);
        await actor.Ask<ActorIdentity>(new Identify(null), TestKitSettings.DefaultTimeout);
    }

    /// <summary>A probe that is sent all events of one kind that a system publishes from now on.</summary>
    protected TestProbe Events<TEvent>(ActorSystem system)
    {
        TestProbe probe = CreateTestProbe(system);
        system.EventStream.Subscribe(probe.Ref, typeof(TEvent));
        return probe;
    }

    /// <summary>
    /// Says that <paramref name="probe"/> got nothing of what was sent to it: <paramref name="route"/>, which must take the same way,
    /// delivers a last message, and that is the first one to arrive.
    /// </summary>
    protected static async Task ExpectNothingBefore(TestProbe probe, Action<object> route)
    {
        Fence fence = new(Guid.NewGuid());
        route(fence);
        Assert.Equal(fence, await probe.ReceiveOneAsync(TimeSpan.FromSeconds(15)));
    }

    /// <summary>Terminates a system and waits until it is gone.</summary>
    protected static async Task Terminate(ActorSystem system) =>
        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>Terminates all systems of this test and waits until they are gone.</summary>
    protected Task TerminateAll() =>
        Task.WhenAll(_others.Append(Sys).Select(system => system.Terminate())).WaitAsync(TimeSpan.FromSeconds(20));

    /// <inheritdoc/>
    protected override void AfterAll()
    {
        try
        {
            TerminateAll().GetAwaiter().GetResult();
            base.AfterAll();
        }
        finally
        {
            Ground.Dispose();
        }
    }
}
