using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using Bus.Examples.Processes;

namespace Bus.Examples.Prices;

/// <summary>Publishes prices that go up and down, so many a second, whatever becomes of them.</summary>
internal sealed class Publisher : ReceiveActor, IWithTimers
{
    public static readonly Role Role = new("prices-publisher", membership => Props.Create(() => new Publisher(membership)), """
        # Little may wait for a consumer that stands still, so that a short run shows what happens then: the newest are dropped, for it alone.
        bus.lanes { outbox-limit = 1 MiB, overflow = drop-newest }
        akka.remote.ipc.ring.capacity = 64 KiB
        """);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly MessageBus _bus = MessageBus.Get(Context.System);
    private readonly Random _random;
    private readonly string[] _topics;
    private readonly double[] _prices;
    private readonly long[] _numbers;
    private readonly Dictionary<string, long> _dropped = [];
    private readonly Stopwatch _clock = new();
    private Feed _feed = new(0, 0, TimeSpan.Zero);
    private long _published;
    private bool _isDone;

    public Publisher(Membership membership)
    {
        _random = new Random(membership.Number);
        _topics = [.. Enumerable.Range(0, Symbols.Names.Count).Select(symbol => Symbols.Topic(membership.Run, symbol))];
        _prices = [.. _topics.Select(_ => 100.0)];
        _numbers = new long[_topics.Length];
        Receive<Feed>(Begin);
        Receive<Tock>(_ => PublishDue());
        Receive<DeadLetter>(Count);
        Receive<Report>(report =>
        {
            Sender.Tell(new PublisherStanding(_published, _isDone, _dropped));
            Timers.StartSingleTimer(nameof(Report), new Due(Sender), Report.Interval);
        });
        Receive<Due>(due => Self.Tell(new Report(), due.ReportTo));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private void Begin(Feed feed)
    {
        _feed = feed;
        Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
        _clock.Start();
        Timers.StartPeriodicTimer(nameof(Tick), new Tock(), Tick);
    }

    private void PublishDue()
    {
        var elapsed = _clock.Elapsed < _feed.Duration ? _clock.Elapsed : _feed.Duration;
        for (var due = (long)(elapsed.TotalSeconds * _feed.PerSecond); _published < due; _published++)
            Publish((int)(_published % _topics.Length));
        if (elapsed < _feed.Duration)
            return;
        _isDone = true;
        Timers.Cancel(nameof(Tick));
    }

    private void Publish(int symbol)
    {
        _prices[symbol] *= 1 + ((_random.NextDouble() - 0.5) / 1000);
        _bus.Publish(_topics[symbol], new Quote(_feed.Publisher, symbol, ++_numbers[symbol], _prices[symbol], Stopwatch.GetTimestamp()));
    }

    /// <summary>What a full lane had no room for. One letter is one quote: it goes to a process once, whoever has subscribed there.</summary>
    private void Count(DeadLetter letter)
    {
        var process = letter.Recipient.Path.Address.ToString();
        _dropped[process] = _dropped.GetValueOrDefault(process) + 1;
    }

    private sealed record Tock : INoSerializationVerificationNeeded;

    private sealed record Due(IActorRef ReportTo) : INoSerializationVerificationNeeded;
}
