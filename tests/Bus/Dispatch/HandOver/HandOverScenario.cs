namespace Bus.Tests.Dispatch.HandOver;

/// <summary>A run of the stress test: for each batch, its delay, and an actor and its work for each message.</summary>
internal sealed record HandOverScenario(
    int Actors, int BudgetMicroseconds, (int Delay, (int Actor, Work Work, int Amount)[] Messages)[] Batches)
{
    /// <summary>Each forward makes one more.</summary>
    public int Messages => Batches.Sum(batch => batch.Messages.Sum(it => it.Work == Work.Forward ? 2 : 1));
}
