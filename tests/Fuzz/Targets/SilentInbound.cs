using Bus.Transports;

namespace Bus.Fuzz.Targets;

/// <summary>A channel on which nothing comes: the target hands the frames over itself.</summary>
internal sealed class SilentInbound : InboundChannel
{
    public override int MaxBlockBytes => 1024;

    public override int Read(Span<byte> buffer) => 0;

    public override void Complete()
    {
    }

    public override void Close()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
