namespace Bus.Transports.Mechanisms;

/// <summary>What can outlive every process that uses it, unless somebody removes it.</summary>
internal enum KernelObjectKind
{
    /// <summary>A System V message queue, found by its key.</summary>
    SystemVQueue,

    /// <summary>A System V segment of shared memory, found by its key.</summary>
    SystemVSegment,

    /// <summary>A POSIX message queue, found by its name.</summary>
    PosixQueue,
}
