namespace Bus.Transports.Tests.Links;

/// <summary>A channel on which nothing comes until it ends.</summary>
internal sealed class ScriptedInbound : InboundChannel
{
    private readonly ManualResetEventSlim _ended = new();

    /// <summary>What a close does first.</summary>
    public Action OnClose { get; init; } = () => { };

    /// <summary>What a dispose does first.</summary>
    public Action OnDispose { get; init; } = () => { };

    public override int MaxBlockBytes => 1024;

    public override int Read(Span<byte> buffer)
    {
        _ended.Wait();
        return 0;
    }

    public override void Complete() => _ended.Set();

    public override void Close()
    {
        _ended.Set();
        OnClose();
    }

    protected override void Dispose(bool disposing)
    {
        OnDispose();
        _ended.Dispose();
    }
}
