namespace Bus.Transports.Links;

/// <summary>The plain way to give a reader its thread.</summary>
internal static class ReaderThread
{
    /// <summary>Starts a thread that takes steps until one returns false. Its stack is small: for steps that only hand on.</summary>
    public static void Start(string name, Func<bool> step)
    {
        new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = name }.Start();

        void Run()
        {
            while (step())
            {
            }
        }
    }
}
