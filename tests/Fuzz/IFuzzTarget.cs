namespace Bus.Fuzz;

/// <summary>Something that reads bytes which another process wrote.</summary>
public interface IFuzzTarget
{
    string Name { get; }

    /// <summary>Well-formed inputs, which the runner damages.</summary>
    IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>The most bytes that one run may allocate, whatever the input says.</summary>
    long AllocationLimit { get; }

    /// <summary>Reads an input. The only exceptions that may come out are those of the assembly's own base class.</summary>
    void Run(ReadOnlySpan<byte> input);
}
