namespace Bus.Signals;

/// <summary>Signals as POSIX calls them.</summary>
internal static class SignalNames
{
    private static readonly Dictionary<BusSignal, string> Names = new()
    {
        [BusSignal.HangUp] = "SIGHUP",
        [BusSignal.Interrupt] = "SIGINT",
        [BusSignal.Quit] = "SIGQUIT",
        [BusSignal.Kill] = "SIGKILL",
        [BusSignal.User1] = "SIGUSR1",
        [BusSignal.User2] = "SIGUSR2",
        [BusSignal.Terminate] = "SIGTERM",
        [BusSignal.Child] = "SIGCHLD",
        [BusSignal.Continue] = "SIGCONT",
        [BusSignal.Stop] = "SIGSTOP",
        [BusSignal.WindowChange] = "SIGWINCH",
    };

    /// <summary>All of them.</summary>
    public static IEnumerable<BusSignal> All => Names.Keys;

    /// <summary>Such as <c>SIGTERM</c>; the number, if it is none of them.</summary>
    public static string PosixName(this BusSignal signal) => Names.GetValueOrDefault(signal) ?? $"signal {(int)signal}";

    /// <summary>True if it ends a process that does not handle it, and can be handled.</summary>
    public static bool EndsUnhandled(this BusSignal signal) => signal is BusSignal.HangUp or BusSignal.Interrupt or BusSignal.Quit
        or BusSignal.Terminate or BusSignal.User1 or BusSignal.User2;

    /// <summary>Names in a sentence.</summary>
    public static string Listed(IEnumerable<BusSignal> signals) => string.Join(", ", signals.Select(signal => signal.PosixName()));
}
