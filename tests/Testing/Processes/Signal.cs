using System.Runtime.InteropServices;

namespace Bus.Testing.Processes;

/// <summary>A signal of POSIX.</summary>
public sealed partial record Signal(string Name, int Number)
{
    public static Signal HangUp { get; } = new("SIGHUP", 1);

    public static Signal Interrupt { get; } = new("SIGINT", 2);

    public static Signal Kill { get; } = new("SIGKILL", 9);

    public static Signal User1 { get; } = new("SIGUSR1", 10);

    public static Signal Terminate { get; } = new("SIGTERM", 15);

    public static Signal Continue { get; } = new("SIGCONT", 18);

    public static Signal Stop { get; } = new("SIGSTOP", 19);

    public void SendTo(int pid) => _ = SendSignal(pid, Number);

    public override string ToString() => Name;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int pid, int signal);
}
