using Akka.Actor;
using Bus.Services;

namespace Bus;

public sealed partial class MessageBus
{
    private readonly ServiceRegistry _services;

    /// <summary>
    /// Makes an actor of this process a member of a service. Senders of this process may find it at once, and all others when the task completes. It is a
    /// member until <see cref="Unregister"/>, or until it has stopped.
    /// </summary>
    /// <param name="service">
    /// The name of the service: what is legal as the name of an actor, which includes dots; at most 255 characters. A member that is registered twice is one.
    /// </param>
    /// <param name="member">An actor of this process: one that <c>ActorOf</c> has made here, routers included.</param>
    /// <param name="options">What all members of the service have in common; null for the defaults.</param>
    /// <returns>Completes when every peer that is up knows.</returns>
    /// <exception cref="ArgumentException">The name is illegal, or the member is no actor of this process.</exception>
    /// <exception cref="ServiceConflictException">
    /// In the task: the service has members with other options, in this process or in another. The actor is no member then. If two processes begin at the
    /// same time with different options, both may be refused.
    /// </exception>
    public Task Register(string service, IActorRef member, ServiceOptions? options = null) =>
        _services.Register(service, member, (options ?? new()).Routing);

    /// <summary>
    /// Ends a membership; nothing happens if there is none. What the member was told before, it may still answer.
    /// </summary>
    /// <param name="service">The name of the service.</param>
    /// <param name="member">The member.</param>
    /// <returns>Completes when no peer that is up sends it anything for the service any more.</returns>
    /// <exception cref="ArgumentException">The name is illegal.</exception>
    public Task Unregister(string service, IActorRef member) => _services.Unregister(service, member);

    /// <summary>
    /// A reference to whoever are the members of a service: what is told to it goes from the sender's thread straight to a member. While there is none,
    /// messages wait, at most <c>bus.services.buffer</c> of them for at most <c>bus.services.buffer-timeout</c>; then they go to dead letters. It never
    /// terminates.
    /// </summary>
    /// <remarks>
    /// Always the same for the same name and use, and kept for the life of the actor system. Told to another process, it leads through this one: others
    /// rather ask their own bus for the service.
    /// </remarks>
    /// <param name="name">The name of the service; it need not be registered yet.</param>
    /// <param name="use">How this user wants to be served; null for the defaults.</param>
    /// <exception cref="ArgumentException">The name is illegal.</exception>
    public IActorRef Service(string name, ServiceUse? use = null) => _services.Reference(name, use ?? ServiceUse.Default);
}
