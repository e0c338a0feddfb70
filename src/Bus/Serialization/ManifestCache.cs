using System.Collections.Concurrent;
using System.Runtime.Serialization;

namespace Bus.Serialization;

/// <summary>What belongs to the types that manifests name. Bounded, as peers choose the names and can spell one in many ways.</summary>
/// <param name="serializerId">Whose manifests they are, for errors.</param>
/// <param name="make">Makes what belongs to a type; its exceptions are passed on and not remembered.</param>
internal sealed class ManifestCache<T>(int serializerId, Func<Type, T> make)
{
    /// <summary>More than this many are found anew each time.</summary>
    public const int Capacity = 1024;

    private readonly ConcurrentDictionary<string, T> _known = new();
    private int _count;

    /// <exception cref="SerializationException">The manifest names no type of this process.</exception>
    public T Get(string manifest) => _known.TryGetValue(manifest, out var known) ? known : Add(manifest);

    private T Add(string manifest)
    {
        var made = make(TypeOf(manifest));
        if (Volatile.Read(ref _count) < Capacity && _known.TryAdd(manifest, made))
            Interlocked.Increment(ref _count);
        return made;
    }

    private Type TypeOf(string manifest)
    {
        try
        {
            return Type.GetType(manifest, throwOnError: true)!;
        }
        catch (Exception error)
        {
            throw new SerializationException(
                $"Cannot find manifest class [{manifest}] for serializer with id [{serializerId}].", error);
        }
    }
}
