using Akka.Actor;

namespace Bus.Benchmarks.Mesh;

/// <summary>Counts the numbers of each sender, which must come in order.</summary>
internal sealed class MeshSink : UntypedActor
{
    /// <summary>How many have come from whom: answered with a text.</summary>
    public sealed record State;

    private readonly Dictionary<Address, long> _next = [];
    private long _received;
    private long _expected = long.MaxValue;
    private IActorRef _asker = ActorRefs.Nobody;
    private string? _problem;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case long number:
                Count(Sender.Path.Address, number);
                break;
            // How many are to come in all.
            case int expected:
                _expected = expected;
                _asker = Sender;
                break;
            // It has waited in vain.
            case State:
                Sender.Tell(string.Join(", ", _next.OrderBy(sender => sender.Value).Select(sender => $"{sender.Value} of {sender.Key.System}")));
                return;
        }

        if (_received < _expected && _problem is null)
            return;
        _asker.Tell(_problem ?? "all");
        _asker = ActorRefs.Nobody;
    }

    private void Count(Address from, long number)
    {
        var due = _next.GetValueOrDefault(from);
        if (number != due)
            _problem ??= $"{from} sent {number} where {due} was due";
        _next[from] = number + 1;
        _received++;
    }
}
