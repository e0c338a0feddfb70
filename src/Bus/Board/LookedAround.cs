namespace Bus.Board;

/// <summary>To the board's actor: all who were there before are known, so that what is posted from now on reaches everybody.</summary>
internal sealed class LookedAround
{
    public static LookedAround Instance { get; } = new();

    private LookedAround()
    {
    }
}
