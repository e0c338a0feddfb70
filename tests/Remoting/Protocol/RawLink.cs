using System.Threading.Channels;
using Akka.Event;
using Akka.Remote.Transport;
using Google.Protobuf;
using Xunit;

namespace Bus.Remoting.Tests.Protocol;

/// <summary>One association of a <see cref="RawPeer"/>, to which Akka's protocol is spoken by hand.</summary>
public sealed class RawLink : IHandleEventListener
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly Channel<ByteString> _received = Channel.CreateUnbounded<ByteString>();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly AssociationHandle _handle;
    private readonly ILoggingAdapter _log;

    /// <summary>Takes over a handle and reads what it receives.</summary>
    public RawLink(AssociationHandle handle, ILoggingAdapter log)
    {
        _handle = handle;
        _log = log;
        handle.ReadHandlerSource.SetResult(this);
    }

    /// <summary>The handle itself.</summary>
    public AssociationHandle Handle => _handle;

    /// <inheritdoc/>
    public void Notify(IHandleEvent ev)
    {
        switch (ev)
        {
            case InboundPayload inbound:
                _received.Writer.TryWrite(inbound.Payload);
                break;
            case Disassociated:
                _closed.TrySetResult();
                _received.Writer.TryComplete();
                break;
        }
    }

    /// <summary>Sends bytes, whatever they are.</summary>
    public void Send(ByteString bytes) => Assert.True(_handle.Write(bytes), "The link did not take a payload.");

    /// <summary>Hangs up without a word of Akka's protocol.</summary>
    public void HangUp() => _handle.Disassociate("the test hangs up", _log);

    /// <summary>Waits until the other side has closed the link.</summary>
    public Task Closed() => _closed.Task.WaitAsync(Patience);

    /// <summary>Whether the link is still open, as far as this side knows.</summary>
    public bool IsOpen => !_closed.Task.IsCompleted;

    /// <summary>The next bytes that the other side sends.</summary>
    public async Task<ByteString> NextBytes()
    {
        using CancellationTokenSource timeout = new(Patience);
        return await _received.Reader.ReadAsync(timeout.Token);
    }

    /// <summary>The next protocol unit that the other side sends.</summary>
    public async Task<AkkaPdu> Next() => AkkaPdu.Read(await NextBytes());

    /// <summary>The next protocol unit that is no heartbeat.</summary>
    public async Task<AkkaPdu> NextButHeartbeats()
    {
        AkkaPdu pdu = await Next();
        while (pdu.Kind == AkkaPduKind.Heartbeat) pdu = await Next();
        return pdu;
    }

    /// <summary>All that the other side still sends until it closes the link.</summary>
    public async Task<List<AkkaPdu>> Rest()
    {
        List<AkkaPdu> rest = [];
        using CancellationTokenSource timeout = new(Patience);
        await foreach (ByteString bytes in _received.Reader.ReadAllAsync(timeout.Token)) rest.Add(AkkaPdu.Read(bytes));
        return rest;
    }
}
