namespace Bus;

/// <summary>A signal of POSIX; the value is its number on Linux. What each means by default: <c>signal(7)</c>.</summary>
public enum BusSignal
{
    /// <summary><c>SIGHUP</c>: the terminal is gone; daemons read their configuration again. Ends a process that does not handle it.</summary>
    HangUp = 1,

    /// <summary><c>SIGINT</c>: Ctrl+C. Ends a process that does not handle it.</summary>
    Interrupt = 2,

    /// <summary><c>SIGQUIT</c>: Ctrl+\. Ends a process that does not handle it.</summary>
    Quit = 3,

    /// <summary><c>SIGKILL</c>: ends a process. Nobody can handle it.</summary>
    Kill = 9,

    /// <summary><c>SIGUSR1</c>: for the application's own use. Ends a process that does not handle it.</summary>
    User1 = 10,

    /// <summary><c>SIGUSR2</c>: for the application's own use. Ends a process that does not handle it.</summary>
    User2 = 12,

    /// <summary><c>SIGTERM</c>: the request to leave. Ends a process that does not handle it.</summary>
    Terminate = 15,

    /// <summary><c>SIGCHLD</c>: a child has ended.</summary>
    Child = 17,

    /// <summary><c>SIGCONT</c>: lets a stopped process go on.</summary>
    Continue = 18,

    /// <summary><c>SIGSTOP</c>: stops a process. Nobody can handle it.</summary>
    Stop = 19,

    /// <summary><c>SIGWINCH</c>: the size of the terminal has changed.</summary>
    WindowChange = 28,
}
