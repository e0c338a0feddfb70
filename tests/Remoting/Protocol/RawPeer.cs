using System.Threading.Channels;
using Akka.Actor;
using Akka.Configuration;
using Akka.Remote.Transport;

namespace Bus.Remoting.Tests.Protocol;

/// <summary>
/// The transport alone, made as Akka.Remote makes it from its section of the configuration, with nothing of remoting above it: it
/// listens, is dialled and dials, and what it says to a real system is up to the test.
/// </summary>
public sealed class RawPeer : IAssociationEventListener, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly Channel<RawLink> _accepted = Channel.CreateUnbounded<RawLink>();
    private readonly ActorSystem _system;

    private RawPeer(ActorSystem system, Transport transport, Address local)
    {
        _system = system;
        Transport = transport;
        Local = local;
    }

    /// <summary>The transport.</summary>
    public Transport Transport { get; }

    /// <summary>Where it listens, as transports write it.</summary>
    public Address Local { get; }

    /// <summary>Where it listens, as actors write it.</summary>
    public Address Address => Local.WithProtocol("akka." + Local.Protocol);

    /// <summary>Starts a transport and listens.</summary>
    /// <param name="ground">Where.</param>
    /// <param name="system">Which system it is made for; its name is in the address.</param>
    /// <param name="port">On which port.</param>
    public static async Task<RawPeer> Listen(Ground ground, ActorSystem system, int port)
    {
        Config section = ConfigurationFactory.ParseString($"port = {port}")
            .WithFallback(system.Settings.Config.GetConfig(ground.Section));
        Type type = Type.GetType(section.GetString("transport-class"), throwOnError: true)!;
        Transport transport = (Transport)Activator.CreateInstance(type, system, section)!;
        (Address local, TaskCompletionSource<IAssociationEventListener> listener) = await transport.Listen().WaitAsync(Patience);
        RawPeer peer = new(system, transport, local);
        listener.SetResult(peer);
        return peer;
    }

    /// <inheritdoc/>
    public void Notify(IAssociationEvent ev)
    {
        if (ev is InboundAssociation inbound) _accepted.Writer.TryWrite(new RawLink(inbound.Association, _system.Log));
    }

    /// <summary>The next link that another system opens to this one.</summary>
    public async Task<RawLink> Accept()
    {
        using CancellationTokenSource timeout = new(Patience);
        return await _accepted.Reader.ReadAsync(timeout.Token);
    }

    /// <summary>Whether a link that another system opened waits to be accepted.</summary>
    public bool HasCaller => _accepted.Reader.Count > 0;

    /// <summary>Opens a link.</summary>
    /// <param name="remote">To where, as actors or as transports write it.</param>
    public async Task<RawLink> Dial(Address remote) =>
        new(await Transport.Associate(remote.WithProtocol(Local.Protocol)).WaitAsync(Patience), _system.Log);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Transport.Shutdown().WaitAsync(Patience);
}
