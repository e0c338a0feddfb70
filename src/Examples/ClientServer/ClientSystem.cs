using Akka.Actor;
using Bus.Examples.Input;
using Bus.Examples.Processes;
using Bus.Examples.Running;

namespace Bus.Examples.ClientServer;

/// <summary>A new actor system for each turn, with a client in it: it dials with the mechanism of the turn.</summary>
internal static class ClientSystem
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly IReadOnlyList<InputFile> Files = InputFiles.Select(ReferenceDocumentation.Find());

    public static async Task<Measured> MeasureAsync(Measure measure, int seed)
    {
        using var system = ExampleSystem.Create("client", measure.Mechanism);
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            // All that a client knows is a name.
            var peer = await MessageBus.Get(system).WhenPeerUp(measure.Server, patience.Token);
            var path = new RootActorPath(peer.Address) / "user" / FileServer.Name;
            var found = new TaskCompletionSource<IActorRef>(TaskCreationOptions.RunContinuationsAsynchronously);
            system.ActorOf(Props.Create(() => new Dialling(path, found)), "dialling");
            var server = await found.Task.WaitAsync(patience.Token);

            var outcome = new TaskCompletionSource<Measured>(TaskCreationOptions.RunContinuationsAsynchronously);
            system.ActorOf(Props.Create(() => new FileClient(server, Files, measure, seed, outcome)), "client");
            return await outcome.Task;
        }
        catch (ExampleException problem)
        {
            return Measured.Impossible(problem.Message);
        }
        catch (OperationCanceledException)
        {
            return Measured.Impossible($"The server did not answer within {Patience.TotalSeconds} s.");
        }
        finally
        {
            await system.Terminate();
        }
    }
}
