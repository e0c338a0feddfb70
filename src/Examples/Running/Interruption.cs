using System.Runtime.InteropServices;

namespace Bus.Examples.Running;

/// <summary>Turns Ctrl+C, SIGTERM and the loss of the terminal into a cancelled token, so that a program can tidy up and leave.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    public Interruption()
    {
        Register(PosixSignal.SIGINT, 2);
        Register(PosixSignal.SIGTERM, 15);
        Register(PosixSignal.SIGHUP, 1);
    }

    /// <summary>Cancelled by the first of these signals.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>What a shell expects of an interrupted program: 128 and the number of the signal.</summary>
    public int ExitCode { get; private set; }

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }

    private void Register(PosixSignal signal, int number) =>
        _registrations.Add(PosixSignalRegistration.Create(signal, context =>
        {
            // Without this the runtime would end the process before anything could be tidied up.
            context.Cancel = true;
            ExitCode = 128 + number;
            _source.Cancel();
        }));
}
