using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports;

/// <summary>
/// What one side tells the other about the kernel objects of a link: up to <see cref="MaxDetailBytes"/> bytes in the mechanism's own
/// format, and up to <see cref="MaxDescriptors"/> descriptors. Disposing it closes the descriptors that nobody took out.
/// </summary>
public sealed class ChannelOffer : IDisposable
{
    /// <summary>The most bytes of <see cref="Details"/>.</summary>
    public const int MaxDetailBytes = 1024;

    /// <summary>The most descriptors.</summary>
    public const int MaxDescriptors = 8;

    private readonly List<SafeFileHandle?> _descriptors;

    /// <summary>Creates an offer that owns its descriptors.</summary>
    /// <exception cref="ArgumentException">There is more in it than fits.</exception>
    public ChannelOffer(ReadOnlyMemory<byte> details, params IEnumerable<SafeFileHandle> descriptors)
    {
        Details = details;
        _descriptors = [.. descriptors];
        if (details.Length > MaxDetailBytes || _descriptors.Count > MaxDescriptors)
        {
            throw new ArgumentException($"An offer has {details.Length} bytes and {_descriptors.Count} descriptors; " +
                $"at most {MaxDetailBytes} and {MaxDescriptors} fit.");
        }
    }

    /// <summary>What came with a record: owned from here on, whatever the rest of the record turns out to be.</summary>
    internal ChannelOffer(IReadOnlyList<SafeFileHandle> descriptors) : this(ReadOnlyMemory<byte>.Empty, descriptors)
    {
    }

    /// <summary>Nothing to tell.</summary>
    public static ChannelOffer Empty => new(ReadOnlyMemory<byte>.Empty);

    /// <summary>The mechanism's own description, for example names, ids or sizes.</summary>
    public ReadOnlyMemory<byte> Details { get; internal set; }

    /// <summary>
    /// Whom it came from, by the kernel's word and not by the peer's; null for an offer of this process itself.
    /// </summary>
    internal PeerCredentials? Sender { get; init; }

    /// <summary>How many descriptors came or go with it, taken out or not.</summary>
    public int DescriptorCount => _descriptors.Count;

    /// <summary>A descriptor that stays owned by this offer.</summary>
    public SafeFileHandle this[int index] => _descriptors[index] ?? throw new InvalidOperationException("It was taken out.");

    internal IReadOnlyList<SafeFileHandle> Descriptors => [.. _descriptors.OfType<SafeFileHandle>()];

    /// <summary>Takes a descriptor out: from now on the caller owns it.</summary>
    public SafeFileHandle Take(int index)
    {
        var taken = this[index];
        _descriptors[index] = null;
        return taken;
    }

    /// <summary>Closes the descriptors that nobody took out.</summary>
    public void Dispose()
    {
        foreach (var descriptor in _descriptors)
            descriptor?.Dispose();
    }
}
