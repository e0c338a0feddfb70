using Bus.Transports.Links;
using Xunit;

namespace Bus.Transports.Tests.Links;

public sealed class ReaderThreadTests
{
    /// <summary>A lane's reader runs serializers. One that goes deeper than the thread's stack ends the process.</summary>
    [Fact]
    public void A_lanes_reader_has_the_stack_of_any_other_thread()
    {
        using var done = new ManualResetEventSlim();
        ReaderThread.StartDeep("deep", () =>
        {
            Span<byte> deep = stackalloc byte[1024 * 1024];
            deep.Fill(1);
            if (deep[^1] == 1)
                done.Set();
            return false;
        });
        Assert.True(done.Wait(TimeSpan.FromSeconds(30)));
    }
}
