using Akka.Dispatch;

namespace Bus.Dispatch;

/// <summary>
/// Runs an actor on the thread that reads a lane, when a message has come over that lane; otherwise on the thread pool, like Akka's own
/// dispatcher.
/// </summary>
/// <remarks>
/// It owns no threads: a <see cref="LaneThread"/> belongs to its lane and serves the actors of every dispatcher of this kind. So there is
/// nothing to release when the last actor has gone, or the actor system ends.
/// </remarks>
internal sealed class LaneDispatcher : MessageDispatcher
{
    /// <summary>The section with its defaults, and what an actor names to get it.</summary>
    public const string ConfigId = "bus.lane-dispatcher";

    public LaneDispatcher(
        MessageDispatcherConfigurator configurator, string id, int throughput, long? throughputDeadline, TimeSpan shutdownTimeout)
        : base(configurator)
    {
        Id = id;
        Throughput = throughput;
        ThroughputDeadlineTime = throughputDeadline;
        ShutdownTimeout = shutdownTimeout;
    }

    /// <remarks>
    /// A mailbox is its own item of work, for both: nothing is allocated. Other work (<see cref="MessageDispatcher.Schedule(Action)"/>)
    /// has nothing to do with a lane, and its length is unknown.
    /// </remarks>
    protected override void ExecuteTask(IRunnable run)
    {
        if (LaneTenure.Current is { } tenure && run is Mailbox mailbox && tenure.TryAppend(mailbox))
            return;
        ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: true);
    }

    protected override void Shutdown()
    {
    }
}
