using Akka.Actor;
using Bus.Examples.Processes;
using Bus.Examples.Running;

namespace Bus.Examples.Prices;

/// <summary>One run: publishers publish for a while, and then it is waited until every quote is accounted for.</summary>
internal static class PricesRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>What is not accounted for so long after the last quote never will be.</summary>
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(20);

    /// <param name="options">What the user asks for.</param>
    /// <param name="table">Is shown while it goes on.</param>
    /// <param name="interrupted">Ends the run early.</param>
    /// <exception cref="ExampleException">Something is wrong that the user must know.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public static async Task<Market> RunAsync(PricesOptions options, PricesTable table, CancellationToken interrupted)
    {
        await using var crew = new Crew("prices", options.Mechanism, "process");
        var publishers = crew.StartAsync(Publisher.Role, options.Publishers);
        var consumers = crew.StartAsync(ConsumerProcess.Role, options.Consumers);
        await Task.WhenAll(publishers, consumers).WaitAsync(interrupted);
        var market = new Market(await publishers, await consumers);

        await Task.WhenAll(market.Consumers.Select((consumer, index) => consumer.AskAsync<Consuming>(
            new Consume(index == options.Consumers - 1 ? options.Pause : TimeSpan.Zero), Patience, interrupted)));
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var desk = crew.System.ActorOf(Props.Create(() => new Desk(market, settled)), "desk");
        foreach (var member in market.Publishers.Concat(market.Consumers))
            member.Actor.Tell(new Report(), desk);
        for (var i = 0; i < options.Publishers; i++)
            market.Publishers[i].Actor.Tell(new Feed(i, options.PerSecond, options.Duration));

        var stopping = options.StopOne ? StopForAWhileAsync(crew.Bus, market.Consumers[^1], options.Duration / 3, interrupted) : Task.CompletedTask;
        try
        {
            await table.ShowAsync(market, SettleAsync());
        }
        finally
        {
            // A process that stands still could not leave.
            await stopping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return market;

        async Task SettleAsync()
        {
            try
            {
                await settled.Task.WaitAsync(options.Duration + SettlingTime, interrupted);
            }
            catch (TimeoutException)
            {
                // The check says what is missing.
            }
        }
    }

    /// <summary>As a debugger does it, or a machine that is short of everything.</summary>
    private static async Task StopForAWhileAsync(MessageBus bus, Member member, TimeSpan part, CancellationToken interrupted)
    {
        await Task.Delay(part, interrupted);
        var peer = bus.Peer(member.Actor.Path.Address.ToString());
        bus.Signal(peer, BusSignal.Stop);
        try
        {
            await Task.Delay(part, interrupted);
        }
        finally
        {
            // Also when it is interrupted.
            bus.Signal(peer, BusSignal.Continue);
        }
    }
}
