using Bus.Transports.Interop;
using Bus.Transports.Rendezvous;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Tests.Presence;

/// <summary>An entry of the directory behind which somebody answers everybody with the same bytes, and says nothing else.</summary>
internal sealed class StrangePeer : IDisposable
{
    private readonly RendezvousEntry _entry;
    private readonly SafeFileHandle _socket;
    private readonly List<SafeFileHandle> _accepted = [];
    private readonly Thread _thread;
    private volatile bool _ending;

    public StrangePeer(string folder, string name, int port, byte[] answer)
    {
        var address = new BusAddress(name, "local", port);
        _entry = new RendezvousDirectory(folder).Claim(address);
        _socket = _entry.Listen(
            new EntryRecord(name, address.ToString(), Environment.ProcessId, UserOfThisProcess.Id, DateTimeOffset.UtcNow, "00", []), shared: false);
        _thread = new Thread(() =>
        {
            while (!_ending)
            {
                if (UnixSocket.TryAccept(_socket, out _) is { } accepted)
                {
                    if (answer.Length > 0)
                        DescriptorMessage.Send(accepted, answer, []);
                    _accepted.Add(accepted);
                }

                Thread.Sleep(2);
            }
        });
        _thread.Start();
    }

    public void Dispose()
    {
        _ending = true;
        _thread.Join();
        _accepted.ForEach(accepted => accepted.Dispose());
        _socket.Dispose();
        _entry.Dispose();
    }
}
