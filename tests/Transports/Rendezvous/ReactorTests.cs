using Bus.Transports.Reactors;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace Bus.Transports.Tests.Rendezvous;

/// <summary>The thread that watches all control sockets, and how it ends.</summary>
public sealed class ReactorTests
{
    /// <summary>
    /// The kernel refuses to watch a regular file, as it refuses anything once fs.epoll.max_user_watches is reached.
    /// </summary>
    [Fact]
    public void A_handler_that_cannot_be_watched_is_forgotten()
    {
        var reactor = new Reactor("ipc-control", _ => { });
        var file = Path.GetTempFileName();
        var handler = new Handler(File.OpenHandle(file));
        Assert.Throws<MechanismException>(() => reactor.Add(handler, TimeSpan.Zero));
        reactor.Dispose();
        Assert.False(handler.Called);
        handler.Handle.Dispose();
        File.Delete(file);
    }

    private sealed class Handler(SafeFileHandle handle) : IReactorHandler
    {
        public volatile bool Called;

        public SafeFileHandle Handle => handle;

        public void OnReady() => Called = true;

        public void OnDeadline() => Called = true;
    }
}
