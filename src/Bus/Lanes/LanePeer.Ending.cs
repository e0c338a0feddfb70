namespace Bus.Lanes;

/// <summary>The end, with this system.</summary>
internal sealed partial class LanePeer
{
    private TaskCompletionSource? _ending;

    /// <summary>
    /// Ends the lane in agreement with the peer once all that waits for it has gone out. Completes when nothing is left; not at all if
    /// the peer does not answer.
    /// </summary>
    public Task EndAsync()
    {
        lock (_lock)
        {
            _ending ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            ProceedToEnd();
            return _ending.Task;
        }
    }

    /// <summary>If this system is ending, the next step of it. Called after each change.</summary>
    private void ProceedToEnd()
    {
        if (_ending is null)
            return;
        if (_state == LaneState.Open)
            BeginClosing(LaneFrameKind.Close);
        else if (_state is LaneState.Idle or LaneState.Classic or LaneState.Barred && _backlog.Count == 0)
            _ending.TrySetResult();
    }
}
