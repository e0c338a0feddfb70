using System.Diagnostics;
using Akka.Actor;
using Bus.Transports.Interop;
using Bus.Transports.Rendezvous;

namespace Bus.Transports;

/// <summary>
/// A child process that has inherited its link to this one: a control socket and two pipes. Neither side needs the rendezvous
/// directory, or an entry in it (<c>akka.remote.ipc.listen = off</c>), and no other process can come between them.
/// </summary>
/// <remarks>
/// The link is up when the child first associates with <see cref="IpcParent.Address"/>; from then on either side reaches the
/// other over it. It ends with the first of the two, and is not made again: after that, they find each other in the directory, or
/// not at all. Thread-safe.
/// </remarks>
public sealed class IpcChild
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _reaped;

    private IpcChild(int pid)
    {
        ProcessId = pid;
        new Thread(AwaitExit, maxStackSize: 256 * 1024) { IsBackground = true, Name = "ipc-child" }.Start();
    }

    /// <summary>Its process id; that of nobody else until <see cref="Exited"/> completes.</summary>
    public int ProcessId { get; }

    /// <summary>
    /// Completes when it has ended: with its exit code, or 128 and the number of the signal that ended it, or -1 if something
    /// else in this process has reaped it.
    /// </summary>
    public Task<int> Exited => _exited.Task;

    /// <summary>Starts a program whose IPC transport will be linked with that of a system of this process.</summary>
    /// <param name="system">A system with the IPC transport, started.</param>
    /// <param name="start">
    /// <see cref="ProcessStartInfo.FileName"/> (looked for in PATH if it has no slash), <see
    /// cref="ProcessStartInfo.ArgumentList"/>,
    /// <see cref="ProcessStartInfo.Environment"/> and <see cref="ProcessStartInfo.WorkingDirectory"/> count. The child has this
    /// process' standard streams, and no other descriptor than the link's.
    /// </param>
    /// <exception cref="ArgumentException">
    /// Something is asked for that a child cannot have: redirection, <c>Arguments</c>, a shell.
    /// </exception>
    /// <exception cref="ChildProcessException">It cannot be started, or the system has no running IPC transport.</exception>
    /// <exception cref="MechanismException">No pipe or socket can be made: a limit.</exception>
    public static IpcChild Start(ActorSystem system, ProcessStartInfo start)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentException.ThrowIfNullOrEmpty(start.FileName);
        if (start.UseShellExecute || start.Arguments.Length > 0
            || start.RedirectStandardInput || start.RedirectStandardOutput || start.RedirectStandardError)
        {
            throw new ArgumentException("A child process has this process' standard streams and is started without a shell; " +
                "its arguments go into ArgumentList.", nameof(start));
        }

        var transport = IpcTransport.Of(system)
            ?? throw new ChildProcessException(
                $"{system.Name} has no IPC transport that is running (akka.remote.enabled-transports).");
        using var inheritance = new Inheritance(transport.PipeSize);
        var environment = new Dictionary<string, string?>(start.Environment)
        {
            [InheritedLink.Variable] = InheritedLink.Describe(transport.LocalAddress, inheritance.Inherited),
        };
        var child = new IpcChild(ChildProcess.Spawn(
            start.FileName, start.ArgumentList,
            environment.Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={pair.Value}"),
            start.WorkingDirectory, inheritance.Inherited));
        try
        {
            transport.Expect(inheritance, child.ProcessId);
            return child;
        }
        catch
        {
            child.Kill();
            throw;
        }
    }

    /// <summary>SIGKILL. Does not wait; see <see cref="Exited"/>.</summary>
    /// <returns>False if it has ended already.</returns>
    public bool Kill()
    {
        lock (_lock)
        {
            if (!_reaped)
                ChildProcess.Kill(ProcessId);
            return !_reaped;
        }
    }

    private void AwaitExit()
    {
        ChildProcess.AwaitExit(ProcessId);
        int code;
        lock (_lock)
        {
            code = ChildProcess.TryReap(ProcessId);
            _reaped = true;
        }

        _exited.SetResult(code);
    }
}
