using BenchmarkDotNet.Attributes;
using Bus.Transports;
using Bus.Transports.Mechanisms;

namespace Bus.Benchmarks.Micro;

/// <summary>A block into a ring and out of it again, on one thread: what is left of a message when nobody has to be woken.</summary>
public class RingBenchmarks
{
    private ChannelPair _writer = null!;
    private ChannelPair _reader = null!;
    private byte[] _block = [];
    private byte[] _buffer = [];

    /// <summary>Of a block.</summary>
    [Params(32, 1024, 64 * 1024)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var mechanism = new MemfdMechanism();
        using var proposal = mechanism.Propose(new MechanismOptions());
        var accepted = mechanism.Accept(proposal.Offer, new MechanismOptions());
        using (accepted.Answer)
            _writer = proposal.Complete(accepted.Answer);
        _reader = accepted.Channels;
        _block = new byte[Bytes];
        _buffer = new byte[_reader.Inbound.MaxBlockBytes];
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _writer.Dispose();
        _reader.Dispose();
    }

    [Benchmark]
    public int WriteAndRead()
    {
        var written = _writer.Outbound.TryWrite(_block);
        var read = _reader.Inbound.Read(_buffer);
        return read == Bytes ? read : throw new BenchmarkException($"Of {Bytes} bytes {written} were written and {read} read.");
    }
}
