namespace Bus.Transports.Links;

/// <summary>The plain way to give a reader its thread.</summary>
internal static class ReaderThread
{
    /// <summary>Starts a thread that takes steps until one returns false. Its stack is small: for steps that only hand on.</summary>
    public static void Start(string name, Func<bool> step) => Start(name, step, 256 * 1024);

    /// <summary>
    /// The same, with as much of a stack as any thread has: for steps that run what users wrote, serializers for example, which may go deep. A stack that
    /// is at its end is the process' end.
    /// </summary>
    public static void StartDeep(string name, Func<bool> step) => Start(name, step, stackBytes: 0);

    private static void Start(string name, Func<bool> step, int stackBytes)
    {
        new Thread(Run, stackBytes) { IsBackground = true, Name = name }.Start();

        void Run()
        {
            while (step())
            {
            }
        }
    }
}
