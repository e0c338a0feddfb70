namespace Bus.Dispatch;

/// <summary>What a thread of the pool is cleansed of after every item of work, for a lane's thread.</summary>
/// <remarks>Belongs to the thread that has made it. The current actor is put back by the mailbox itself.</remarks>
internal sealed class AmbientState
{
    private readonly ExecutionContext _clean = ExecutionContext.Capture()!;

    /// <summary>Drops async locals, a suppressed flow, the culture and a synchronization context that an actor has left behind.</summary>
    public void Restore()
    {
        if (!ReferenceEquals(ExecutionContext.Capture(), _clean))
            ExecutionContext.Restore(_clean);
        if (SynchronizationContext.Current is not null)
            SynchronizationContext.SetSynchronizationContext(null);
    }
}
