using System.Runtime.InteropServices;
using Akka.Actor;
using Akka.Event;

namespace Bus.Signals;

/// <summary>
/// Shuts the actor systems of this process down when it gets a signal, and then ends it. A .NET 10 program that handles no signal is ended by
/// <c>SIGTERM</c> and <c>SIGINT</c> at once, which its peers cannot tell from a crash.
/// </summary>
/// <remarks>Signals go to processes, so there is one for the process, which every system joins until it has terminated. Thread-safe.</remarks>
internal static class SignalShutdown
{
    /// <summary>Beyond the time-outs of all phases: they are kept by a scheduler that ends itself with the system.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private static readonly Lock Lock = new();
    private static readonly Dictionary<ActorSystem, SignalSettings> Systems = [];
    private static readonly Dictionary<BusSignal, PosixSignalRegistration> Registrations = [];
    private static bool _isEnding;

    /// <summary>From now on, until it has terminated, a system is shut down by the signals that its settings name.</summary>
    public static void Join(ActorSystem system, SignalSettings settings)
    {
        if (settings.ShutdownOn.Count == 0)
            return;
        lock (Lock)
        {
            Systems.Add(system, settings);
            foreach (var signal in settings.ShutdownOn.Where(signal => !Registrations.ContainsKey(signal)))
                Registrations.Add(signal, PosixSignalRegistration.Create((PosixSignal)signal, context => OnSignal(signal, context)));
        }

        system.WhenTerminated.ContinueWith(
            _ => Leave(system), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static void Leave(ActorSystem system)
    {
        lock (Lock)
        {
            Systems.Remove(system);
            // While the process ends, a signal of the same kind must still find its way here.
            if (_isEnding)
                return;
            foreach (var signal in Registrations.Keys.Where(signal => !Systems.Values.Any(left => left.ShutdownOn.Contains(signal))).ToArray())
            {
                Registrations[signal].Dispose();
                Registrations.Remove(signal);
            }
        }
    }

    private static void OnSignal(BusSignal signal, PosixSignalContext context)
    {
        KeyValuePair<ActorSystem, SignalSettings>[] concerned;
        lock (Lock)
        {
            concerned = [.. Systems.Where(entry => entry.Value.ShutdownOn.Contains(signal))];
            // Not cancelled: unless somebody else handles the signal, it ends the process as by default.
            if (_isEnding || concerned.Length == 0)
                return;
            _isEnding = true;
        }

        context.Cancel = true;
        // Not on the pool, which may be busy with what is to be shut down.
        new Thread(() => End(signal, concerned)) { IsBackground = true, Name = "bus-shutdown" }.Start();
    }

    private static void End(BusSignal signal, KeyValuePair<ActorSystem, SignalSettings>[] concerned)
    {
        Task.WhenAll(concerned.Select(entry => ShutDownAsync(entry.Key, signal))).Wait();
        if (AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name == "Microsoft.Extensions.Hosting"))
            return;
        // Ends earlier if the program does, as this is a background thread.
        Thread.Sleep(concerned.Max(entry => entry.Value.ExitAfter));
        Environment.Exit(128 + (int)signal);
    }

    private static async Task ShutDownAsync(ActorSystem system, BusSignal signal)
    {
        try
        {
            system.Log.Info("{0}: {1} is shut down", signal.PosixName(), system.Name);
            var shutdown = CoordinatedShutdown.Get(system);
            await shutdown.Run(new SignalReason(signal)).WaitAsync(shutdown.TotalTimeout + Grace).ConfigureAwait(false);
        }
        catch (Exception problem)
        {
            // Whatever it is, the process is to end.
            system.Log.Warning("The shutdown of {0} after {1} is not complete: {2}", system.Name, signal.PosixName(), problem.Message);
        }
    }
}
