using System.Globalization;
using Akka.Actor;
using Bus.Testing.Actors;

namespace Bus.Testing.Lanes;

/// <summary>Numbers that many senders send at once, each on a thread of its own.</summary>
public static class Flood
{
    private static int _last;

    /// <summary>Actors to send in the name of. Their names are used once in a process.</summary>
    public static IReadOnlyList<IActorRef> Senders(IActorRefFactory factory, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => factory.ActorOf(Props.Create<SilentActor>(), NextName()))];

    /// <summary>Each sends 0, 1, 2, ... as fast as it can.</summary>
    public static Task Start(IActorRef target, IReadOnlyList<IActorRef> senders, int count) =>
        Task.WhenAll(senders.Select(sender => OnItsOwnThread(() =>
        {
            for (var i = 0; i < count; i++)
                target.Tell(i, sender);
            return count;
        })));

    /// <summary>Each sends 0, 1, 2, ... until it is told to end, and is never far ahead of what has arrived.</summary>
    /// <returns>How many were sent.</returns>
    public static async Task<int> Pour(IActorRef target, IReadOnlyList<IActorRef> senders, SequenceLog arrived, CancellationToken until)
    {
        const int Ahead = 500;
        var sent = await Task.WhenAll(senders.Select(sender => OnItsOwnThread(() =>
        {
            var count = 0;
            while (!until.IsCancellationRequested)
            {
                if (count - arrived.PositionOf(sender.Path.Name) < Ahead)
                    target.Tell(count++, sender);
                else
                    Thread.Yield();
            }

            return count;
        })));
        return sent.Sum();
    }

    private static string NextName() => "sender" + Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);

    private static Task<int> OnItsOwnThread(Func<int> send) =>
        Task.Factory.StartNew(send, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
