using System.Globalization;
using Akka.Actor;
using Akka.Event;
using Bus.Board;

namespace Bus.Topics;

/// <summary>The subscriptions of this system's actors, and the notices that tell the others of them.</summary>
/// <remarks>
/// Thread-safe. Under <c>_lock</c> the table is changed and the board is told, so that the board gets the changes of a name in their order.
/// Nobody who calls in from the board takes this lock.
/// </remarks>
internal sealed class LocalSubscriptions
{
    /// <summary>The kind of the notices: a name's text is the key; the text is the number of its last subscription, a space, and the name.</summary>
    public const string NoticeKind = "topic";

    private readonly Lock _lock = new();
    private readonly Dictionary<IActorRef, Dictionary<string, Subscription>> _bySubscriber = [];
    private readonly Dictionary<string, Task> _posts = [];
    private readonly InterestTable _table;
    private readonly INoticeBoard _board;
    private readonly ILoggingAdapter _log;
    private readonly int _most;
    private readonly IActorRef _warden;
    private long _lastNumber;
    private int _count;

    public LocalSubscriptions(ExtendedActorSystem system, InterestTable table, INoticeBoard board, ILoggingAdapter log, int most)
    {
        (_table, _board, _log, _most) = (table, board, log, most);
        _warden = system.SystemActorOf(Props.Create(() => new SubscriberWarden(this)).WithDeploy(Deploy.Local), SubscriberWarden.Name);
    }

    /// <summary>Adds a subscription, in force here when this returns, and elsewhere when its <see cref="Subscription.Acknowledged"/> is complete.</summary>
    /// <param name="name">To what.</param>
    /// <param name="subscriber">A local actor.</param>
    /// <param name="isNew">False if there was the same one already.</param>
    /// <exception cref="TopicException">There are too many.</exception>
    public Subscription Add(InterestName name, IActorRef subscriber, out bool isNew)
    {
        lock (_lock)
        {
            isNew = false;
            if (Find(name, subscriber) is { } known)
                return known;
            if (_count >= _most)
                throw TooMany(name, subscriber);
            isNew = true;
            var subscription = new Subscription(name, subscriber, ++_lastNumber);
            _count++;
            if (!_bySubscriber.TryGetValue(subscriber, out var own))
            {
                _bySubscriber[subscriber] = own = [];
                _warden.Tell(subscriber, ActorRefs.NoSender);
            }

            own.Add(name.Text, subscription);
            // Each subscription is posted, as its number asks the peers for what they retain; but a group gets nothing retained.
            if (_table.Add(subscription) || name.Group is null)
                _posts[name.Text] = Post(name, subscription.Number);
            subscription.Acknowledged = ConfirmAsync(subscription, _posts[name.Text]);
            return subscription;
        }
    }

    /// <summary>Ends a subscription, if there is one.</summary>
    /// <returns>Completes when the others know.</returns>
    public Task Remove(InterestName name, IActorRef subscriber)
    {
        lock (_lock)
            return Find(name, subscriber) is { } subscription ? Remove(subscription) : Task.CompletedTask;
    }

    /// <summary>Ends all subscriptions of an actor that has stopped.</summary>
    public void Forget(IActorRef subscriber)
    {
        lock (_lock)
        {
            if (!_bySubscriber.TryGetValue(subscriber, out var own))
                return;
            foreach (var subscription in own.Values.ToArray())
            {
                // Fails only while the actor system ends, and with it everything that was posted: no error, and nobody waits for it.
                _ = Remove(subscription).ContinueWith(static withdrawn => withdrawn.Exception, TaskScheduler.Default);
            }
        }
    }

    public bool Has(IActorRef subscriber)
    {
        lock (_lock)
            return _bySubscriber.ContainsKey(subscriber);
    }

    private Subscription? Find(InterestName name, IActorRef subscriber) =>
        _bySubscriber.TryGetValue(subscriber, out var own) ? own.GetValueOrDefault(name.Text) : null;

    private Task Remove(Subscription subscription)
    {
        if (!_bySubscriber.TryGetValue(subscription.Subscriber, out var own) || !own.Remove(subscription.Name.Text, out var removed))
            return Task.CompletedTask;
        _count--;
        if (own.Count == 0)
        {
            _bySubscriber.Remove(subscription.Subscriber);
            _warden.Tell(subscription.Subscriber, ActorRefs.NoSender);
        }

        if (!_table.Remove(removed))
            return Task.CompletedTask;
        _posts.Remove(subscription.Name.Text);
        return Call(() => _board.WithdrawAsync(NoticeKind, subscription.Name.Text));
    }

    private async Task ConfirmAsync(Subscription subscription, Task post)
    {
        try
        {
            await post.ConfigureAwait(false);
        }
        catch (Exception problem)
        {
            Undo(subscription);
            if (problem is not NoticeRefusedException)
                throw;
            throw new TopicException($"{subscription.Subscriber} is not subscribed to {subscription.Name}: {problem.Message}", problem);
        }
    }

    /// <summary>A peer has objected. The notice is gone, also for those whose subscription was in force before.</summary>
    private void Undo(Subscription subscription)
    {
        lock (_lock)
        {
            // It may have been ended, and even made anew, meanwhile.
            if (Find(subscription.Name, subscription.Subscriber) != subscription)
                return;
            _ = Remove(subscription);
            if (_posts.ContainsKey(subscription.Name.Text))
                Note(_posts[subscription.Name.Text] = Post(subscription.Name, subscription.Number), subscription.Name);
        }
    }

    private Task Post(InterestName name, long number) => Call(() =>
        _board.PostAsync(new Notice(NoticeKind, name.Text, $"{number.ToString(CultureInfo.InvariantCulture)} {name.Text}")));

    private static Task Call(Func<Task> board)
    {
        try
        {
            return board();
        }
        catch (Exception problem)
        {
            return Task.FromException(problem);
        }
    }

    /// <summary>Nobody waits for it.</summary>
    private void Note(Task task, InterestName name) => task.ContinueWith(
        failed => _log.Error(failed.Exception!.GetBaseException(), "The subscription to {0} was not posted again", name),
        CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private TopicException TooMany(InterestName name, IActorRef subscriber) => new(
        $"{subscriber} is not subscribed to {name}: this process has {_most.ToString("N0", CultureInfo.InvariantCulture)} subscriptions already. Raise " +
        "bus.topics.maximum-subscriptions in all processes, use wildcards, or end some by Unsubscribe.");
}
