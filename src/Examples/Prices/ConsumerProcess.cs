using Akka.Actor;
using Akka.Event;
using Bus.Examples.Processes;

namespace Bus.Examples.Prices;

/// <summary>The actor of a consumer's process. It reports, also when the consumer itself has more to do than it can.</summary>
internal sealed class ConsumerProcess : ReceiveActor, IWithTimers
{
    public static readonly Role Role =
        new("prices-consumer", membership => Props.Create(() => new ConsumerProcess(membership)), Consumer.Settings);

    private readonly Membership _membership;
    private readonly ConsumerBook _book = new();
    private IActorRef _consumer = ActorRefs.Nobody;
    private long _dropped;

    public ConsumerProcess(Membership membership)
    {
        _membership = membership;
        ReceiveAsync<Consume>(ConsumeAsync);
        Receive<DeadLetter>(letter => letter.Recipient.Equals(_consumer), _ => _dropped++);
        Receive<Report>(report =>
        {
            Sender.Tell(_book.Standing(_dropped));
            Timers.StartSingleTimer(nameof(Report), new Due(Sender), Report.Interval);
        });
        Receive<Due>(due => Self.Tell(new Report(), due.ReportTo));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private async Task ConsumeAsync(Consume consume)
    {
        var props = Props.Create(() => new Consumer(_book, consume.Pause));
        _consumer = Context.ActorOf(consume.Pause > TimeSpan.Zero ? props.WithMailbox(Consumer.BoundedMailbox) : props, "consumer");
        Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
        await MessageBus.Get(Context.System).Subscribe(Symbols.AllTopics(_membership.Run), _consumer);
        Sender.Tell(new Consuming());
    }

    private sealed record Due(IActorRef ReportTo) : INoSerializationVerificationNeeded;
}
