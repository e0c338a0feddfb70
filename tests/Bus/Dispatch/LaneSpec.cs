using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Bus.Dispatch;
using Xunit;

namespace Bus.Tests.Dispatch;

/// <summary>An actor system with the lane dispatcher.</summary>
public abstract class LaneSpec : IAsyncLifetime
{
    private const string Quiet = "akka { loglevel = WARNING, stdout-loglevel = OFF, loggers = [], log-dead-letters = off }";

    protected LaneSpec(string config = "") => System = ActorSystem.Create("Dispatching",
        ConfigurationFactory.ParseString(config).WithFallback(ConfigurationFactory.ParseString(Quiet)).WithFallback(BusConfig.Default));

    protected ActorSystem System { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await System.Terminate().WaitAsync(Testing.Eventually.Patience);

    protected static Props OnTheLane => Props.Create(() => new DelegateActor()).WithDispatcher(LaneDispatcher.ConfigId);

    protected IActorRef NewActor(Props? props = null) => System.ActorOf(props ?? OnTheLane);

    private protected Task<IActorRef> SettledActor(TestLane lane, Props? props = null) => lane.Settle(NewActor(props));

    /// <summary>What is logged from now on.</summary>
    protected EventLog<T> Listen<T>() where T : LogEvent => new(System);
}
