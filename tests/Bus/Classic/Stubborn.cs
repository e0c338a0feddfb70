namespace Bus.Tests.Classic;

/// <summary>A message that is not serialized before it is told to go. Twice, perhaps: then it goes at once.</summary>
public sealed record Stubborn(ManualResetEventSlim Go)
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a serializer has it.</summary>
    public Task IsBeingSerialized => _begun.Task;

    /// <summary>Serializes it.</summary>
    public byte[] ToBytes()
    {
        _begun.TrySetResult();
        Go.Wait(Testing.Eventually.Patience);
        return [1];
    }
}
