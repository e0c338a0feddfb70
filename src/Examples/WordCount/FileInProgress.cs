using Bus.Examples.Input;
using Bus.Examples.Running;

namespace Bus.Examples.WordCount;

/// <summary>A file that is not counted yet: it waits, or one worker has it and sends its counts slice by slice.</summary>
internal sealed class FileInProgress(InputFile file)
{
    private readonly List<ReadOnlyMemory<byte>> _slices = [];

    public InputFile File { get; } = file;

    /// <summary>How often it was handed to a worker.</summary>
    public int Attempts { get; private set; }

    /// <summary>Begins from nothing: what another worker has sent of this file does not count.</summary>
    public void Begin()
    {
        Attempts++;
        _slices.Clear();
    }

    /// <summary>Keeps a slice. Nothing is counted before the last one is there, and then everything is.</summary>
    /// <exception cref="ExampleException">A slice is missing before this one.</exception>
    public void Keep(CountsSlice slice)
    {
        if (slice.Index != _slices.Count)
        {
            throw new ExampleException(
                $"The counts of {File.Path} came out of order: expected slice {_slices.Count}, received slice {slice.Index}.");
        }

        _slices.Add(slice.Counts);
    }

    public void AddTo(WordTally tally) => _slices.ForEach(slice => TallySlices.AddTo(tally, slice.Span));
}
