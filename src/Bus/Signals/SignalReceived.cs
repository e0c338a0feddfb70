namespace Bus;

/// <summary>This process got a signal. For those who have subscribed to it by <see cref="MessageBus.SubscribeSignal"/>.</summary>
/// <param name="Signal">Which.</param>
public sealed record SignalReceived(BusSignal Signal);
