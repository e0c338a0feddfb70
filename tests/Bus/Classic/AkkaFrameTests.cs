using System.Text;
using Bus.Classic;
using Xunit;

namespace Bus.Tests.Classic;

/// <summary>What is a message of a user, and what is not. Frames as Akka.Remote writes them; real ones are counted in the tests of metrics.</summary>
public sealed class AkkaFrameTests
{
    private const string Here = "akka.ipc://Near@local:1";
    private static readonly byte[] NoSequence = [255, 255, 255, 255, 255, 255, 255, 255];

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
        Assert.Equal(bytes, AkkaFrame.MessageBytes(Frame(recipient, sender, new byte[5], NoSequence)));

    [Fact]
    public void What_has_a_sequence_number_is_a_system_message() =>
        Assert.Equal(-1, AkkaFrame.MessageBytes(Frame("/user/a", null, new byte[5], [1, 0, 0, 0, 0, 0, 0, 0])));

    [Fact]
    public void One_that_is_cut_off_is_no_message()
    {
        var whole = Frame("/user/a", "/user/b", new byte[5], NoSequence);
        for (var length = 0; length < whole.Length; length++)
            Assert.Equal(-1, AkkaFrame.MessageBytes(whole.AsSpan(0, length)));
    }

    private static byte[] Frame(string recipient, string? sender, byte[] message, byte[] sequence) => Field(1, Field(2,
        [.. Field(1, Path(recipient)), .. Field(2, Field(1, message)), .. sender is null ? [] : Field(4, Path(sender)), (5 << 3) | 1, .. sequence]));

    private static byte[] Path(string path) => Field(1, Encoding.UTF8.GetBytes(Here + path));

    private static byte[] Field(int number, byte[] content) =>
        [(byte)((number << 3) | 2), (byte)(0x80 | (content.Length & 0x7F)), (byte)(content.Length >> 7), .. content];
}
