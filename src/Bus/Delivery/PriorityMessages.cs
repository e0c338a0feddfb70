using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Remote;

namespace Bus.Delivery;

/// <summary>Akka.Remote's own heartbeats, which must not queue behind messages: it tells them from others by their type.</summary>
internal static class PriorityMessages
{
    // Internal to Akka.Remote, but known by one of its public messages.
    private static readonly Type? Priority = Array.Find(typeof(RemoteWatcher.Heartbeat).GetInterfaces(), type => type.Name == "IPriorityMessage");

    private static readonly ConcurrentDictionary<Type, bool> Known = new();

    /// <summary>True for one, and for a selection that carries one.</summary>
    public static bool Include(object message)
    {
        var type = message is ActorSelectionMessage selection ? selection.Message.GetType() : message.GetType();
        return Known.TryGetValue(type, out var known) ? known : Known.GetOrAdd(type, candidate => Priority?.IsAssignableFrom(candidate) ?? false);
    }
}
