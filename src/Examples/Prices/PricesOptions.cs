namespace Bus.Examples.Prices;

/// <summary>What the user asks for.</summary>
/// <param name="Mechanism">What carries the messages.</param>
/// <param name="Publishers">How many publish.</param>
/// <param name="Consumers">How many consume; one of them is slow.</param>
/// <param name="PerSecond">Quotes of each publisher.</param>
/// <param name="Duration">For how long they publish.</param>
/// <param name="Pause">What a quote takes the slow consumer.</param>
/// <param name="StopOne">Whether the slow one stands still for a while.</param>
internal sealed record PricesOptions(
    string Mechanism, int Publishers, int Consumers, int PerSecond, TimeSpan Duration, TimeSpan Pause, bool StopOne);
