using System.Diagnostics;
using System.Threading.Channels;
using Akka.Event;
using Akka.Remote.Transport;
using Google.Protobuf;

namespace Bus.Testing.Raw;

/// <summary>One association of a <see cref="RawPeer"/>: bytes out, bytes in.</summary>
public sealed class RawLink : IHandleEventListener
{
    private readonly Channel<ByteString> _received = Channel.CreateUnbounded<ByteString>();
    private readonly TaskCompletionSource<long> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly AssociationHandle _handle;
    private readonly ILoggingAdapter _log;
    private readonly Action<RawLink, ByteString>? _onPayload;

    /// <summary>Takes over a handle and reads what it receives.</summary>
    /// <param name="handle">The handle.</param>
    /// <param name="log">For what Akka.Remote logs about it.</param>
    /// <param name="onPayload">Who gets what arrives, on the link's own thread; if nobody, it waits in here.</param>
    public RawLink(AssociationHandle handle, ILoggingAdapter log, Action<RawLink, ByteString>? onPayload = null)
    {
        _handle = handle;
        _log = log;
        _onPayload = onPayload;
        handle.ReadHandlerSource.SetResult(this);
    }

    /// <summary>The handle itself.</summary>
    public AssociationHandle Handle => _handle;

    /// <summary>What has arrived and nobody has taken yet, and at its end the end.</summary>
    public ChannelReader<ByteString> Received => _received.Reader;

    /// <summary>Whether the link is still open, as far as this side knows.</summary>
    public bool IsOpen => !_closed.Task.IsCompleted;

    /// <summary>Completes when the link has ended.</summary>
    public Task Ended => _closed.Task;

    /// <inheritdoc/>
    public void Notify(IHandleEvent ev)
    {
        switch (ev)
        {
            case InboundPayload inbound when _onPayload is not null:
                _onPayload(this, inbound.Payload);
                break;
            case InboundPayload inbound:
                _received.Writer.TryWrite(inbound.Payload);
                break;
            case Disassociated:
                _closed.TrySetResult(Stopwatch.GetTimestamp());
                _received.Writer.TryComplete();
                break;
        }
    }

    /// <summary>Sends bytes, whatever they are.</summary>
    /// <exception cref="InvalidOperationException">The link does not take them.</exception>
    public void Send(ByteString bytes)
    {
        if (!_handle.Write(bytes)) throw new InvalidOperationException("The link did not take a payload.");
    }

    /// <summary>Sends bytes, and tries again for as long as the link is full.</summary>
    /// <returns>False if the link has ended.</returns>
    /// <exception cref="TimeoutException">Nobody has taken anything for as long as <see cref="Eventually.Patience"/>.</exception>
    public bool SendPatiently(ByteString bytes)
    {
        var since = Stopwatch.GetTimestamp();
        while (!_handle.Write(bytes))
        {
            if (!IsOpen) return false;
            if (Stopwatch.GetElapsedTime(since) > Eventually.Patience)
                throw new TimeoutException($"A link with {_handle.RemoteAddress} has taken nothing for {Eventually.Patience}.");
            Thread.Sleep(1);
        }

        return true;
    }

    /// <summary>Hangs up without a word of Akka's protocol.</summary>
    public void HangUp() => _handle.Disassociate("the test hangs up", _log);

    /// <summary>Waits until the link has ended.</summary>
    /// <returns>When it was told so: a timestamp of <see cref="Stopwatch"/>.</returns>
    public Task<long> Closed() => _closed.Task.WaitAsync(Eventually.Patience);

    /// <summary>The next bytes that the other side sends.</summary>
    public async Task<ByteString> NextBytes()
    {
        using CancellationTokenSource timeout = new(Eventually.Patience);
        return await _received.Reader.ReadAsync(timeout.Token);
    }
}
