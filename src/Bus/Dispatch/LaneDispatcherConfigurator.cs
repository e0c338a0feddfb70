using Akka.Configuration;
using Akka.Dispatch;

namespace Bus.Dispatch;

/// <summary>Makes the <see cref="LaneDispatcher"/> of one section of HOCON. Akka makes it by the name of its class.</summary>
internal sealed class LaneDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly LaneDispatcher _dispatcher;

    public LaneDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
        var deadline = Config.GetTimeSpan("throughput-deadline-time", TimeSpan.Zero).Ticks;
        _dispatcher = new LaneDispatcher(
            this,
            Config.GetString("id"),
            Config.GetInt("throughput"),
            deadline > 0 ? deadline : null,
            Config.GetTimeSpan("shutdown-timeout"));
    }

    public override MessageDispatcher Dispatcher() => _dispatcher;
}
