namespace Bus.Benchmarks;

/// <summary>What this program tells the shell. An interrupted run ends with 128 and the number of the signal.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>The run failed, or a soak found something.</summary>
    public const int Failed = 1;

    /// <summary>The command line asks for something that does not exist.</summary>
    public const int BadUsage = 2;
}
