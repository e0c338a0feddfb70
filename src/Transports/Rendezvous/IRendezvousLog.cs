namespace Bus.Transports.Rendezvous;

/// <summary>Where the rendezvous reports what no caller gets as an exception. Any thread.</summary>
internal interface IRendezvousLog
{
    void Debug(string message);

    void Info(string message);

    void Warning(string message);

    void Error(string message);
}
