using Akka.Actor;
using Akka.Event;

namespace Bus.Services;

/// <summary>What the services of one actor system share.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ServiceEnvironment
{
    public ServiceEnvironment(ExtendedActorSystem system, ServiceSettings settings)
    {
        System = system;
        Settings = settings;
        Log = Logging.GetLogger(system.EventStream, "services");
        Drops = new ServiceDrops(this);
    }

    public ExtendedActorSystem System { get; }

    public IActorRefProvider Provider => System.Provider;

    public ServiceSettings Settings { get; }

    public ILoggingAdapter Log { get; }

    public ServiceDrops Drops { get; }

    /// <summary>Does something after a while, unless the actor system ends before. It must be short: it is done on the scheduler's own thread.</summary>
    public void Later(TimeSpan delay, Action action) => System.Later(delay, action, Log);
}
