using System.Globalization;
using Bus.Examples.Processes;
using Bus.Examples.Running;

namespace Bus.Examples.ClientServer;

/// <summary>One run: a server's process and those of the clients, and a turn for each mechanism in each round.</summary>
internal sealed class ClientServerRun(ClientServerOptions options, Member server, IReadOnlyList<Member> clients, CancellationToken interrupted)
{
    /// <summary>For an actor system to start or to end; a turn comes on top of it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Code is compiled again and again while it runs: the first mechanism to be measured would pay for all.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    private int _turns;

    /// <summary>Measures every mechanism.</summary>
    /// <param name="options">How.</param>
    /// <param name="progress">Is told of each turn that is over.</param>
    /// <param name="interrupted">Ends the run early.</param>
    /// <exception cref="ExampleException">Something is wrong that the user must know.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public static async Task<IReadOnlyList<Contestant>> RunAsync(ClientServerOptions options, Action progress, CancellationToken interrupted)
    {
        await using var crew = new Crew("client-server", "memfd", "process");
        var server = crew.StartAsync(ServerProcess.Role);
        var clients = crew.StartAsync(ClientProcess.Role, options.Clients);
        await Task.WhenAll(server, clients).WaitAsync(interrupted);
        return await new ClientServerRun(options, await server, await clients, interrupted).RunAsync(progress);
    }

    private async Task<IReadOnlyList<Contestant>> RunAsync(Action progress)
    {
        List<Contestant> contestants = [.. options.Mechanisms.Select(mechanism => new Contestant(mechanism))];
        await TakeTurnAsync(new Contestant(options.Mechanisms[0]), WarmUp);
        for (var round = 0; round < options.Rounds; round++)
        {
            // By turns, so that what the machine does meanwhile befalls all alike.
            foreach (var contestant in contestants)
            {
                if (contestant.Impossible is null)
                    await TakeTurnAsync(contestant, options.Turn);
                progress();
            }
        }

        return contestants;
    }

    private async Task TakeTurnAsync(Contestant contestant, TimeSpan duration)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"files-{Environment.ProcessId}-{++_turns}");
        var ready = await server.AskAsync<Ready>(new Serve(contestant.Mechanism, name), Patience, interrupted);
        contestant.Impossible = ready.Problem;
        if (ready.Problem is not null)
            return;

        var measure = new Measure(contestant.Mechanism, name, duration, options.InFlight);
        var measured = await Task.WhenAll(clients.Select(client => client.AskAsync<Measured>(measure, duration + Patience, interrupted)));
        var served = await server.AskAsync<Served>(new StopServing(), Patience, interrupted);
        contestant.Impossible = measured.Select(client => client.Problem).FirstOrDefault(problem => problem is not null);
        if (contestant.Impossible is not null)
            return;

        contestant.Turns.Add(Turn.Of(measured));
        contestant.Problems.AddRange(Problems(contestant.Mechanism, measured, served));
    }

    private static IEnumerable<string> Problems(string mechanism, Measured[] clients, Served served)
    {
        var requests = clients.Sum(client => client.Requests);
        if (served.Requests != requests)
            yield return $"{mechanism}: {requests} requests were sent, and {served.Requests} came to the server";
        foreach (var (client, number) in clients.Select((client, i) => (client, i + 1)))
        {
            if (client.Unanswered > 0)
                yield return $"{mechanism}: {client.Unanswered} requests of client {number} were not answered";
            if (client.Surplus > 0)
                yield return $"{mechanism}: client {number} got {client.Surplus} answers too many";
            if (client.Wrong > 0)
                yield return $"{mechanism}: client {number} got {client.Wrong} answers with wrong content";
            if (client.Workers != client.Requests)
                yield return $"{mechanism}: {client.Requests} requests of client {number} were answered by {client.Workers} workers";
        }
    }
}
