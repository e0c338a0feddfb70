namespace Bus.Transports.Mechanisms;

/// <summary>Finds a mechanism by its name, or by the name of its class.</summary>
internal static class MechanismRegistry
{
    // The best first: this is the order in which mechanism = auto tries them.
    private static readonly OrderedDictionary<string, Func<Mechanism>> BuiltIn = new(StringComparer.Ordinal)
    {
        [MemfdMechanism.WellKnownName] = () => new MemfdMechanism(),
        [PosixShmMechanism.WellKnownName] = () => new PosixShmMechanism(),
        [MmapMechanism.WellKnownName] = () => new MmapMechanism(),
        [SysvShmMechanism.WellKnownName] = () => new SysvShmMechanism(),
        [UnixMechanism.WellKnownName] = () => new UnixMechanism(),
        [SeqpacketMechanism.WellKnownName] = () => new SeqpacketMechanism(),
        [DgramMechanism.WellKnownName] = () => new DgramMechanism(),
        [PipeMechanism.WellKnownName] = () => new PipeMechanism(),
        [FifoMechanism.WellKnownName] = () => new FifoMechanism(),
        [PosixQueueMechanism.WellKnownName] = () => new PosixQueueMechanism(),
        [SystemVQueueMechanism.WellKnownName] = () => new SystemVQueueMechanism(),
    };

    /// <summary>The names that come with this assembly, the best first.</summary>
    public static IEnumerable<string> Names => BuiltIn.Keys;

    /// <param name="name">A built-in name, or the assembly-qualified name of a class.</param>
    /// <param name="setting">Where it was configured, for the message.</param>
    /// <exception cref="IpcSettingsException">There is no such mechanism.</exception>
    public static Mechanism Create(string name, string setting)
    {
        if (BuiltIn.TryGetValue(name, out var create))
            return create();
        var type = name.Contains(',', StringComparison.Ordinal) ? Type.GetType(name, throwOnError: false) : null;
        if (type is null)
        {
            throw new IpcSettingsException($"{setting} names '{name}', which is neither a mechanism ({string.Join(", ", Names)}) " +
                "nor the assembly-qualified name of a class that can be loaded (\"Namespace.Class, Assembly\").");
        }

        if (!typeof(Mechanism).IsAssignableFrom(type) || type.IsAbstract || type.GetConstructor(Type.EmptyTypes) is null)
        {
            throw new IpcSettingsException($"{setting} names the class {type.FullName}, which must derive from {typeof(Mechanism).FullName}, " +
                "be concrete, and have a public constructor without parameters.");
        }

        return (Mechanism)Activator.CreateInstance(type)!;
    }
}
