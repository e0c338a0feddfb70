using Akka.Event;
using Bus.Transports.Rendezvous;

namespace Bus.Transports.Remoting;

/// <summary>The rendezvous' messages in Akka's log.</summary>
internal sealed class AkkaLog(ILoggingAdapter log) : IRendezvousLog
{
    public void Debug(string message) => log.Debug("{0}", message);

    public void Info(string message) => log.Info("{0}", message);

    public void Warning(string message) => log.Warning("{0}", message);

    public void Error(string message) => log.Error("{0}", message);
}
