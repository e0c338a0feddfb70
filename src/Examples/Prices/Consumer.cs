using Akka.Actor;

namespace Bus.Examples.Prices;

/// <summary>Handles quotes.</summary>
internal sealed class Consumer : ReceiveActor
{
    /// <summary>
    /// The mailbox of a slow one has a limit: what does not fit is dropped at its own door. Without, everything would wait in memory, and be older and older when its turn comes.
    /// </summary>
    public const string BoundedMailbox = "prices.bounded-mailbox";

    public const string Settings = $$"""
        {{BoundedMailbox}} {
          mailbox-type = "Akka.Dispatch.BoundedMailbox, Akka"
          mailbox-capacity = 500
          # The thread that reads the lane does not wait for room.
          mailbox-push-timeout-time = 0s
        }
        """;

    /// <param name="book">What it sees is written into this.</param>
    /// <param name="pause">What a quote takes it; zero for a fast one.</param>
    public Consumer(ConsumerBook book, TimeSpan pause) => Receive<Quote>(quote =>
    {
        book.Add(quote);
        // Stands for work that takes time: a database, a calculation.
        if (pause > TimeSpan.Zero)
            Thread.Sleep(pause);
    });
}
