using Bus.Classic;
using Bus.Testing.Raw;
using Xunit;

namespace Bus.Tests.Classic;

/// <summary>What is a message of a user, and what is not. Frames as Akka.Remote writes them; real ones are counted in the tests of metrics.</summary>
public sealed class AkkaFrameTests
{
    private const string Here = "akka.ipc://Near@local:1";
    private static readonly byte[] Five = new byte[5];

    [Theory]
    [InlineData("/user/a", "/user/b#12", 5)]
    [InlineData("/", "/user/b", 5)]
    [InlineData("/temp/a", null, 5)]
    [InlineData("/user/system/remote-watcher/b", "/user/b", 5)]
    [InlineData("/user/cluster/heartbeatReceiver", "/user/b", 5)]
    [InlineData("/", "/system/remote-watcher", -1)]
    [InlineData("/system/remote-watcher#3", "/system/remote-watcher#5", -1)]
    [InlineData("/", "/system/bus-lanes#7", -1)]
    [InlineData("/system/bus-lanes", "/", -1)]
    [InlineData("/", "/system/cluster/core/daemon/heartbeatSender#1", -1)]
    [InlineData("/system/cluster/core/daemon/heartbeatSender", "/system/cluster/heartbeatReceiver#4", -1)]
    public void What_remoting_says_to_itself_is_no_message(string recipient, string? sender, int bytes) =>
        Assert.Equal(bytes, AkkaFrame.MessageBytes(AkkaFrames.Message(Here + recipient, Five, sender is null ? null : Here + sender)));

    [Fact]
    public void What_has_a_sequence_number_is_a_system_message() =>
        Assert.Equal(-1, AkkaFrame.MessageBytes(AkkaFrames.Message(Here + "/user/a", Five, sequence: 1)));

    [Fact]
    public void One_that_is_cut_off_is_no_message()
    {
        var whole = AkkaFrames.Message(Here + "/user/a", Five, Here + "/user/b");
        for (var length = 0; length < whole.Length; length++)
            Assert.Equal(-1, AkkaFrame.MessageBytes(whole.AsSpan(0, length)));
    }
}
