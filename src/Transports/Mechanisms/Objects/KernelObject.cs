using System.Globalization;
using System.Security.Cryptography;
using Bus.Transports.Interop;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// A kernel object by what it can be found by: the key of a System V object, in hexadecimal, or the name of a POSIX one.
/// </summary>
/// <remarks>
/// The key or name is drawn before the object is made, so that it can be written down first: see <see
/// cref="KernelObjectRecord"/>.
/// </remarks>
internal sealed record KernelObject(KernelObjectKind Kind, string Name)
{
    private const string Prefix = "akka-ipc-";

    // The kernel's seconds and a file's times need not come from the same tick.
    private const int ClockSlack = 2;

    /// <summary>The key of a System V object.</summary>
    public int Key => int.Parse(Name, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>A queue or segment that there is not yet: a key that nobody uses.</summary>
    /// <param name="kind">One of the two that have keys.</param>
    /// <param name="random">Where keys come from.</param>
    public static KernelObject DrawKey(KernelObjectKind kind, Func<int> random)
    {
        while (true)
        {
            var key = random();
            // Key 0 means none. One that is in use, by whomever, is not even written down: it must not look like ours later.
            if (key != 0 && Find(kind, key, out var errno) < 0 && errno == ENOENT)
                return new KernelObject(kind, key.ToString("x8", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>A queue or segment that there is not yet: a random key that nobody uses.</summary>
    public static KernelObject DrawKey(KernelObjectKind kind) =>
        DrawKey(kind, () => RandomNumberGenerator.GetInt32(int.MinValue, int.MaxValue));

    /// <summary>A POSIX queue that there is not yet: a name that nobody guesses.</summary>
    public static KernelObject DrawName() =>
        new(KernelObjectKind.PosixQueue, Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    /// <summary>Removes the object, if there is one and the user who wrote a record of it has made it since.</summary>
    /// <param name="owner">Whose the record is.</param>
    /// <param name="recorded">When it was written, in seconds since 1970. What is older, or somebody else's, has only the same
    /// key.</param>
    /// <returns>False if it is the one, and still there.</returns>
    public bool TryRemove(uint owner, long recorded)
    {
        if (Kind == KernelObjectKind.PosixQueue)
            return PosixQueue.TryUnlink(Name);
        var id = Find(Kind, Key, out var errno);
        if (id < 0)
            return errno == ENOENT || errno == EACCES;
        var (creator, changed) = OriginOf(id) ?? default;
        return creator != owner || changed + ClockSlack < recorded
            || (Kind == KernelObjectKind.SystemVQueue ? SystemVQueue.TryRemove(id) : SystemVSegment.TryRemove(id));
    }

    /// <summary>As it stands in a record: <c>SystemVQueue:1a2b3c4d</c>.</summary>
    public override string ToString() => $"{Kind}:{Name}";

    /// <summary>Null if it is not one that <see cref="ToString"/> writes.</summary>
    public static KernelObject? TryParse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !Enum.TryParse<KernelObjectKind>(text[..colon], out var kind) || !Enum.IsDefined(kind))
            return null;
        var name = text[(colon + 1)..];
        var valid = kind == KernelObjectKind.PosixQueue
            ? name.StartsWith(Prefix, StringComparison.Ordinal) && !name.Contains('/', StringComparison.Ordinal)
            : name.Length == 8 && name.All(char.IsAsciiHexDigitLower);
        return valid ? new KernelObject(kind, name) : null;
    }

    private static int Find(KernelObjectKind kind, int key, out int errno) =>
        kind == KernelObjectKind.SystemVQueue ? SystemVQueue.Find(key, out errno) : SystemVSegment.Find(key, out errno);

    private (uint Creator, long Changed)? OriginOf(int id) => Kind == KernelObjectKind.SystemVSegment
        ? SystemVSegment.OriginOf(id)
        : SystemVQueue.StatusOf(id) is { } status ? (status.Permissions.Creator, status.Changed) : null;
}
