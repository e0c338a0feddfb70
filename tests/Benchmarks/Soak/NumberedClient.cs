using System.Globalization;
using Akka.Actor;
using Bus.Benchmarks.Load;

namespace Bus.Benchmarks.Soak;

/// <summary>
/// Keeps a number of messages in flight, as <see cref="PingClient"/> does, and numbers them: the payload is a string such as
/// <c>7:123456</c>, the client and its count. What does not come back, comes back twice or out of order has gone wrong on one
/// of the two ways.
/// </summary>
internal sealed class NumberedClient : UntypedActor
{
    /// <summary>From this process: answered with the <see cref="SequenceCounts"/> of now.</summary>
    public static readonly object Inquiry = new();

    private readonly string _prefix;
    private readonly IActorRef _echo;
    private readonly int _inFlight;
    private readonly LoadSwitch _switch;
    private readonly SequenceCheck _check = new();
    private long _sent;
    private long _foreign;

    public NumberedClient(int number, IActorRef echo, int inFlight, LoadSwitch loadSwitch)
    {
        _prefix = string.Create(CultureInfo.InvariantCulture, $"{number}:");
        _echo = echo;
        _inFlight = inFlight;
        _switch = loadSwitch;
    }

    protected override void PreStart()
    {
        for (var i = 0; i < _inFlight; i++)
            Send();
    }

    protected override void OnReceive(object message)
    {
        if (message == Inquiry)
            Sender.Tell(_check.Counts(_sent, _foreign));
        else if (!TryRead(message as string, out var number))
            _foreign++;
        else if (_check.Receive(number) && _switch.Phase != LoadPhase.Draining)
            Send();
    }

    private void Send() => _echo.Tell(_prefix + (_sent++).ToString(CultureInfo.InvariantCulture));

    private bool TryRead(string? text, out long number)
    {
        number = 0;
        return text?.StartsWith(_prefix, StringComparison.Ordinal) == true
            && long.TryParse(text.AsSpan(_prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number < _sent;
    }
}
