namespace Bus.Fuzz;

/// <summary>Inputs near well-formed ones, and a few that are near nothing. The same seed gives the same inputs.</summary>
internal sealed class Mutator(IReadOnlyList<byte[]> seeds, int seed)
{
    // Values at which lengths and counts tend to break.
    private static readonly uint[] Edges = [0, 1, 2, 3, 4, 7, 8, 0x7F, 0x80, 0xFF, 0x100, 0xFFF, 0x1000, 0x1001, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        if (_random.Next(16) == 0)
        {
            var rubbish = new byte[_random.Next(256)];
            _random.NextBytes(rubbish);
            return rubbish;
        }

        var input = new List<byte>(seeds[_random.Next(seeds.Count)]);
        for (var steps = _random.Next(1, 5); steps > 0 && input.Count > 0; steps--)
            Damage(input);
        return [.. input];
    }

    private void Damage(List<byte> input)
    {
        var at = _random.Next(input.Count);
        switch (_random.Next(7))
        {
            case 0:
                input[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                input[at] = (byte)_random.Next(256);
                break;
            case 2:
                Overwrite(input, at, BitConverter.GetBytes((ushort)Edges[_random.Next(Edges.Length)]));
                break;
            case 3:
                Overwrite(input, at, BitConverter.GetBytes(Edges[_random.Next(Edges.Length)]));
                break;
            case 4:
                input.RemoveRange(at, _random.Next(1, input.Count - at + 1));
                break;
            case 5:
                input.InsertRange(at, input.GetRange(at, Math.Min(input.Count - at, _random.Next(1, 32))));
                break;
            default:
                Overwrite(input, at, BitConverter.GetBytes(_random.NextInt64()));
                break;
        }
    }

    private static void Overwrite(List<byte> input, int at, byte[] value)
    {
        for (var i = 0; i < value.Length && at + i < input.Count; i++)
            input[at + i] = value[i];
    }
}
