using BenchmarkDotNet.Attributes;
using Bus.Transports.Links;

namespace Bus.Benchmarks.Micro;

/// <summary>Cutting a run of bytes into frames: what a reader thread does with a block.</summary>
public class FramingBenchmarks
{
    private const int FramesInBlock = 64;

    private FrameReader _reader = null!;
    private byte[] _block = [];
    private int _frames;
    private Action<byte[]> _count = null!;

    /// <summary>Of a frame's payload.</summary>
    [Params(32, 1024)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _reader = new FrameReader(Bytes);
        _count = _ => _frames++;
        var frame = new byte[FrameFormat.HeaderBytes + Bytes];
        FrameFormat.WriteHeader(frame, Bytes);
        _block = [.. Enumerable.Repeat(frame, FramesInBlock).SelectMany(bytes => bytes)];
    }

    [Benchmark(OperationsPerInvoke = FramesInBlock)]
    public int Feed()
    {
        _frames = 0;
        _reader.Feed(_block, _count);
        return _frames == FramesInBlock ? _frames : throw new BenchmarkException($"{_frames} of {FramesInBlock} frames came.");
    }
}
