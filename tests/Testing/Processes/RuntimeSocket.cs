using System.Diagnostics;

namespace Bus.Testing.Processes;

/// <summary>The socket for tools that the .NET runtime has in the temporary folder, for each process.</summary>
public static class RuntimeSocket
{
    /// <summary>Starts the program without one: it would stay there with each process that is killed.</summary>
    public static ProcessStartInfo WithoutRuntimeSocket(this ProcessStartInfo start)
    {
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return start;
    }
}
