using BenchmarkDotNet.Attributes;
using Bus.Transports.Links;

namespace Bus.Benchmarks.Micro;

/// <summary>Cutting a run of bytes into frames: what a reader thread does with a block.</summary>
public class FramingBenchmarks : IFrameSink
{
    private const int FramesInBlock = 64;

    private FrameReader _reader = null!;
    private byte[] _block = [];
    private int _frames;

    /// <summary>Of a frame's payload.</summary>
    [Params(32, 1024)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _reader = new FrameReader(Bytes);
        var frame = new byte[FrameFormat.HeaderBytes + Bytes];
        FrameFormat.WriteHeader(frame, Bytes);
        _block = [.. Enumerable.Repeat(frame, FramesInBlock).SelectMany(bytes => bytes)];
    }

    [Benchmark(OperationsPerInvoke = FramesInBlock)]
    public int Feed()
    {
        _frames = 0;
        _reader.Feed(_block, this);
        return _frames == FramesInBlock ? _frames : throw new BenchmarkException($"{_frames} of {FramesInBlock} frames came.");
    }

    void IFrameSink.OnFrameInBlock(ReadOnlySpan<byte> payload) => _frames++;

    void IFrameSink.OnFrame(byte[] payload) => _frames++;
}
