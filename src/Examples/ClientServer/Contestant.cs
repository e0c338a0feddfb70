namespace Bus.Examples.ClientServer;

/// <summary>A mechanism, and how it has done.</summary>
internal sealed class Contestant(string mechanism)
{
    public string Mechanism { get; } = mechanism;

    public List<Turn> Turns { get; } = [];

    /// <summary>Why this machine cannot do it.</summary>
    public string? Impossible { get; set; }

    /// <summary>What has gone wrong, and must not.</summary>
    public List<string> Problems { get; } = [];

    public long Requests => Turns.Sum(turn => turn.Requests);

    /// <summary>Of its turns. A busy moment of the machine spoils one of them, not this.</summary>
    public double MedianOf(Func<Turn, double> value)
    {
        var values = Turns.Select(value).Order().ToArray();
        return values.Length % 2 == 1 ? values[values.Length / 2] : (values[(values.Length / 2) - 1] + values[values.Length / 2]) / 2;
    }
}
