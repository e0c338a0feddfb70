namespace Bus.Benchmarks.Mixed;

/// <summary>
/// What is in which message. Both processes know it from the number alone, so that the receiver can compare each byte, which no checksum
/// does as well.
/// </summary>
/// <param name="Large">Whether there are large messages between the small ones.</param>
internal sealed record Pattern(bool Large)
{
    /// <summary>Of the largest message.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    private const int LeastLargeBytes = 64 * 1024;
    private const int LargeEvery = 40;
    private const int MostSmallBytes = 200;
    private const int Offsets = 64 * 1024;

    private static readonly byte[] Block = Fill();

    public static Pattern Small { get; } = new(Large: false);

    public static Pattern Mixed { get; } = new(Large: true);

    public bool IsLarge(long number) => Large && number % LargeEvery == LargeEvery / 2;

    public int LengthOf(long number)
    {
        var hash = Hash(number);
        // As many between 64 and 128 KiB as between 8 and 16 MiB.
        return IsLarge(number)
            ? (int)(LeastLargeBytes * Math.Pow((double)MostBytes / LeastLargeBytes, hash % 1024 / 1023.0))
            : (int)(hash % (MostSmallBytes + 1));
    }

    public ReadOnlySpan<byte> BodyOf(long number) => Block.AsSpan((int)((Hash(number) >> 32) % Offsets), LengthOf(number));

    private static ulong Hash(long number)
    {
        var hash = ((ulong)number + 1) * 0x9E37_79B9_7F4A_7C15;
        return (hash ^ (hash >> 29)) * 0xBF58_476D_1CE4_E5B9;
    }

    private static byte[] Fill()
    {
        var block = new byte[MostBytes + Offsets];
        new Random(block.Length).NextBytes(block);
        return block;
    }
}
