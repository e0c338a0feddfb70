namespace Bus.Benchmarks.Load;

/// <summary>Tells all clients of a run at once where it stands: one writer, read by every client at every message.</summary>
internal sealed class LoadSwitch
{
    private volatile LoadPhase _phase = LoadPhase.WarmingUp;

    public LoadPhase Phase
    {
        get => _phase;
        set => _phase = value;
    }
}
