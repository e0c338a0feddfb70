using Bus.Transports;

namespace Bus.Tests.Wire;

/// <summary>A channel on which nothing comes: the test hands the frames over itself.</summary>
internal sealed class SilentInbound : InboundChannel
{
    private readonly ManualResetEventSlim _ended = new();

    public override int MaxBlockBytes => 1024;

    public override int Read(Span<byte> buffer)
    {
        _ended.Wait();
        return 0;
    }

    public override void Complete() => _ended.Set();

    public override void Close() => _ended.Set();

    protected override void Dispose(bool disposing) => _ended.Dispose();
}
