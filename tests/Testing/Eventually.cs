namespace Bus.Testing;

/// <summary>Waiting for something that other threads or processes bring about.</summary>
public static class Eventually
{
    /// <summary>Nothing in a test takes so long unless it hangs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <exception cref="TimeoutException">It did not come about.</exception>
    public static async Task True(string what, Func<bool> condition)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (!condition())
        {
            if (timeout.IsCancellationRequested)
                throw new TimeoutException($"Waited for {Patience}: {what}.");
            await Task.Delay(5);
        }
    }
}
