using Akka.Configuration;
using Bus.Transports.Mechanisms;
using Bus.Transports.Remoting;
using Xunit;

namespace Bus.Transports.Tests.Settings;

/// <summary>What is configured is what holds, and what cannot be is refused in words.</summary>
public class IpcSettingsTests
{
    [Fact]
    public void Nothing_configured_means_the_defaults()
    {
        var settings = IpcSettings.Create(Config.Empty);
        Assert.Equal("memfd", settings.Dial.Mechanisms.ToString());
        Assert.Empty(settings.Peers);
        Assert.Equal(MechanismRegistry.Names.Order(), settings.Accepted.Keys.Order());
        Assert.Equal(("local", 2552, ""), (settings.Host, settings.Port, settings.Directory));
        Assert.True(settings.Listen);
        Assert.Equal(256 * 1024, settings.Options.PipeSize);
        Assert.Equal(128_000, settings.MaximumFrameSize);
        Assert.Equal(1024 * 1024, settings.Options.RingCapacity);
        Assert.Equal(TimeSpan.FromMicroseconds(20), settings.Options.RingSpin);
        Assert.Equal(TimeSpan.FromMicroseconds(50), settings.Options.QueueSpin);
        Assert.Equal(TimeSpan.FromSeconds(15), settings.Rendezvous.ConnectionTimeout);
        Assert.Equal(TimeSpan.FromSeconds(15), settings.Rendezvous.HandshakeTimeout);
        Assert.Equal(64L * 1024 * 1024, settings.Limits.OutboxBytes);
        Assert.Single(settings.AllowedUserIds);
    }

    [Fact]
    public void The_section_of_the_readme_is_understood()
    {
        var settings = IpcSettings.Create(ConfigurationFactory.ParseString("""
            transport-class = "Bus.Transports.IpcTransport, Bus.Transports"
            mechanism = memfd, hostname = local, port = 8081
            """));
        Assert.Equal(("memfd", "local", 8081), (settings.Dial.Mechanisms.ToString(), settings.Host, settings.Port));
    }

    [Fact]
    public void A_capacity_is_rounded_up_to_a_power_of_two() =>
        Assert.Equal(128 * 1024, IpcSettings.Create(ConfigurationFactory.ParseString("ring.capacity = 100 KiB")).Options.RingCapacity);

    [Theory]
    [InlineData("", RingWakeUp.Futex)]
    [InlineData("futex", RingWakeUp.Futex)]
    [InlineData("eventfd", RingWakeUp.Eventfd)]
    [InlineData("sysv-semaphore", RingWakeUp.SysvSemaphore)]
    [InlineData("posix-semaphore", RingWakeUp.PosixSemaphore)]
    [InlineData("mutex-condvar", RingWakeUp.MutexCondvar)]
    [InlineData("signal", RingWakeUp.Signal)]
    [InlineData("spin", RingWakeUp.Spin)]
    public void A_wake_up_is_chosen_by_its_name(string name, RingWakeUp kind) =>
        Assert.Equal(kind, IpcSettings.Create(ConfigurationFactory.ParseString(name.Length > 0 ? $"ring.wake-up = {name}" : "")).Options.RingWakeUp);

    [Fact]
    public void Files_are_made_in_the_rendezvous_directory_unless_a_folder_is_named()
    {
        Assert.Equal("/tmp/meet", IpcSettings.Create(ConfigurationFactory.ParseString("directory = /tmp/meet")).Options.MmapDirectory);
        Assert.Equal("/tmp/files",
            IpcSettings.Create(ConfigurationFactory.ParseString("directory = /tmp/meet, mmap.directory = /tmp/files")).Options.MmapDirectory);
    }

    [Theory]
    [InlineData("mechanism = carrier-pigeon", "akka.remote.ipc.mechanism names 'carrier-pigeon'", "memfd, posixshm, mmap, sysvshm, unix, seqpacket, dgram")]
    [InlineData("mechanism = \"No.Such, Assembly\"", "akka.remote.ipc.mechanism names 'No.Such, Assembly'", "assembly-qualified")]
    [InlineData("mechanism = \"Bus.Transports.IpcConfig, Bus.Transports\"", "must derive from", "Bus.Transports.Mechanism")]
    [InlineData("accept = [memfd, telepathy]", "akka.remote.ipc.accept names 'telepathy'", "memfd")]
    [InlineData("port = 65536", "akka.remote.ipc.port = 65,536", "0 to 65,535")]
    [InlineData("port = -1", "akka.remote.ipc.port = -1", "0 to 65,535")]
    [InlineData("port = eight", "akka.remote.ipc.port = 'eight'", "whole number")]
    [InlineData("hostname = \"\"", "akka.remote.ipc.hostname", "empty")]
    [InlineData("hostname = \"../up\"", "akka.remote.ipc.hostname", "starts with '.'")]
    [InlineData("hostname = \"a/b\"", "akka.remote.ipc.hostname", "contains '/'")]
    [InlineData("maximum-frame-size = 1000b", "akka.remote.ipc.maximum-frame-size = 1,000 bytes", "32,000 bytes")]
    [InlineData("maximum-frame-size = 2 GiB", "akka.remote.ipc.maximum-frame-size", "1,073,741,824 bytes")]
    [InlineData("outbox-limit = 1 KiB", "akka.remote.ipc.outbox-limit = 1,024 bytes", "1,048,576")]
    [InlineData("maximum-frame-size = 1 MiB, outbox-limit = 1 MiB", "outbox-limit", "at least twice")]
    [InlineData("connection-timeout = soon", "akka.remote.ipc.connection-timeout = 'soon'", "duration")]
    [InlineData("connection-timeout = 1 h", "akka.remote.ipc.connection-timeout = 3600000 ms", "300000 ms")]
    [InlineData("handshake-timeout = 1 ms", "akka.remote.ipc.handshake-timeout = 1 ms", "10 ms")]
    [InlineData("maximum-pending-handshakes = 0", "akka.remote.ipc.maximum-pending-handshakes = 0", "1 to 4,096")]
    [InlineData("ring.capacity = 1 KiB", "akka.remote.ipc.ring.capacity = 1,024 bytes", "4,096")]
    [InlineData("ring.wake-up = alarm-clock", "akka.remote.ipc.ring.wake-up = 'alarm-clock'", "futex, eventfd, sysv-semaphore")]
    [InlineData("ring.spin = 2 ms", "akka.remote.ipc.ring.spin = 2 ms", "1 ms")]
    [InlineData("queue.spin = 1 s", "akka.remote.ipc.queue.spin = 1000 ms", "1 ms")]
    [InlineData("socket.send-buffer-size = 100b", "akka.remote.ipc.socket.send-buffer-size = 100 bytes", "4,096")]
    [InlineData("allowed-uids = [root]", "akka.remote.ipc.allowed-uids contains 'root'", "whole numbers")]
    public void What_cannot_be_is_refused_with_the_setting_the_value_and_what_is_allowed(string hocon, string what, string allowed)
    {
        var error = Assert.Throws<IpcSettingsException>(() => IpcSettings.Create(ConfigurationFactory.ParseString(hocon)));
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, error.Message, StringComparison.Ordinal);
    }
}
