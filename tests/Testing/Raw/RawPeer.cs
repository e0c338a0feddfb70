using System.Threading.Channels;
using Akka.Actor;
using Akka.Configuration;
using Akka.Remote.Transport;
using Google.Protobuf;

namespace Bus.Testing.Raw;

/// <summary>
/// The transport alone, made as Akka.Remote makes it from its section of the configuration, with nothing of remoting above it: it
/// listens, is dialled and dials, and what it says to others is up to the test.
/// </summary>
public sealed class RawPeer : IAssociationEventListener, IAsyncDisposable
{
    private readonly Channel<RawLink> _accepted = Channel.CreateUnbounded<RawLink>();
    private readonly ActorSystem _system;
    private readonly Action<RawLink, ByteString>? _onPayload;

    private RawPeer(ActorSystem system, Transport transport, Address local, Action<RawLink, ByteString>? onPayload)
    {
        _system = system;
        _onPayload = onPayload;
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
    /// <param name="system">Which system it is made for; its name is in the address.</param>
    /// <param name="section">The section of the configuration that holds <c>transport-class</c>.</param>
    /// <param name="onPayload">Who gets what arrives, on the link's own thread; if nobody, it waits in the link.</param>
    public static async Task<RawPeer> Listen(ActorSystem system, Config section, Action<RawLink, ByteString>? onPayload = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        Type type = Type.GetType(section.GetString("transport-class"), throwOnError: true)!;
        Transport transport = (Transport)Activator.CreateInstance(type, system, section)!;
        (Address local, TaskCompletionSource<IAssociationEventListener> listener) = await transport.Listen().WaitAsync(Eventually.Patience);
        RawPeer peer = new(system, transport, local, onPayload);
        listener.SetResult(peer);
        return peer;
    }

    /// <inheritdoc/>
    public void Notify(IAssociationEvent ev)
    {
        if (ev is InboundAssociation inbound) _accepted.Writer.TryWrite(new RawLink(inbound.Association, _system.Log, _onPayload));
    }

    /// <summary>The next link that another system opens to this one.</summary>
    public async Task<RawLink> Accept()
    {
        using CancellationTokenSource timeout = new(Eventually.Patience);
        return await _accepted.Reader.ReadAsync(timeout.Token);
    }

    /// <summary>The links that other systems have opened to this one and that were not accepted yet.</summary>
    public ChannelReader<RawLink> Callers => _accepted.Reader;

    /// <summary>Whether a link that another system opened waits to be accepted.</summary>
    public bool HasCaller => _accepted.Reader.Count > 0;

    /// <summary>Opens a link.</summary>
    /// <param name="remote">To where, as actors or as transports write it.</param>
    public async Task<RawLink> Dial(Address remote)
    {
        ArgumentNullException.ThrowIfNull(remote);
        AssociationHandle handle = await Transport.Associate(remote.WithProtocol(Local.Protocol)).WaitAsync(Eventually.Patience);
        return new RawLink(handle, _system.Log, _onPayload);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Transport.Shutdown().WaitAsync(Eventually.Patience);
}
