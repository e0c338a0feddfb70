using Akka.Actor;
using Bus.Examples.Running;

namespace Bus.Examples.Processes;

/// <summary>A process that has joined an example.</summary>
/// <param name="Number">Its number in this run, from 1.</param>
/// <param name="Process">The process.</param>
/// <param name="Actor">Its actor there.</param>
internal sealed record Member(int Number, ChildProcess Process, IActorRef Actor)
{
    /// <summary>Asks its actor.</summary>
    /// <exception cref="ExampleException">There is no answer in time.</exception>
    /// <exception cref="OperationCanceledException">The waiting was ended.</exception>
    public async Task<T> AskAsync<T>(object question, TimeSpan patience, CancellationToken cancelled)
    {
        try
        {
            return await Actor.Ask<T>(question, patience, cancelled).WaitAsync(cancelled);
        }
        catch (AskTimeoutException e)
        {
            throw new ExampleException($"Process {Process.Id} did not answer {question} within {patience.TotalSeconds} s.", e);
        }
    }
}
