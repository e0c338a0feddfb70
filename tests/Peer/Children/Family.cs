using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Bus.Transports;

namespace Bus.Peer.Children;

/// <summary>Two systems, of which one has started the other.</summary>
internal static class Family
{
    /// <summary>Starts a child, says <c>child PID</c> once they are linked, and stays until the standard input ends.</summary>
    public static async Task<int> Parent(string directory)
    {
        using var system = ActorSystem.Create("Parent", Config(directory));
        var born = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        system.ActorOf(Props.Create(() => new ParentActor(born)), "nursery");
        var child = IpcChild.Start(system, new ProcessStartInfo(Environment.ProcessPath!, ["child", "--directory", directory]));
        await born.Task;
        await Console.Out.WriteLineAsync($"child {child.ProcessId}");
        await Console.In.ReadToEndAsync();
        await system.Terminate();
        return await child.Exited;
    }

    /// <summary>Is started by a parent, and ends with it.</summary>
    public static async Task<int> Child(string directory)
    {
        if (IpcParent.Address is not { } parent)
        {
            await Console.Error.WriteLineAsync("No parent.");
            return 3;
        }

        using var system = ActorSystem.Create("Child", Config(directory));
        system.ActorOf(Props.Create(() => new ChildActor(new RootActorPath(parent) / "user" / "nursery")), "child");
        await system.WhenTerminated;
        return 0;
    }

    /// <summary>Nobody can find the system in the directory, and it does not look there.</summary>
    private static Config Config(string directory) => ConfigurationFactory.ParseString($$"""
        akka { loglevel = ERROR, stdout-loglevel = ERROR, loggers = [] }
        akka.remote.ipc { listen = off, port = 0, directory = "{{directory}}", connection-timeout = 20 s }
        """).WithIpcDefaults();
}
