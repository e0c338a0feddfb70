using Akka.Actor;
using Akka.Remote;
using Akka.TestKit;
using Bus.Remoting.Tests.Actors;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Serialization;

/// <summary>
/// The last of the payload sizes of Akka.NET's <c>RemotingSpec</c>: a message that its sender may send and its receiver may not take is reported
/// and lost alone.
/// </summary>
/// <remarks>The stock transport ends the association in that case, so this one is not asked of it.</remarks>
public sealed class UnequalMaximumSpec(ITestOutputHelper output) : TwoSystemsSpec(
    output,
    far: """
        akka.remote.ipc.maximum-frame-size = 1 MiB
        """,
    mechanism: Ground.Chosen == Ground.Reference ? "memfd" : null)
{
    private const int Maximum = 128_000;

    [Fact]
    public async Task A_message_over_the_receivers_maximum_is_reported_and_lost_alone()
    {
        Far.ActorOf(Props.Create<InflatingActor>(), "inflating");
        ActorSelection inflating = Select(Sys, Far, "user/inflating");
        inflating.Tell(1);
        await ExpectMsgAsync("x");
        TestProbe[] ends = [Events<DisassociatedEvent>(Sys), Events<DisassociatedEvent>(Far)];
        await CreateEventFilter(Far).Error(contains: "maximum-frame-size").ExpectOneAsync(async () =>
        {
            inflating.Tell(2 * Maximum);
            inflating.Tell(2);
            await ExpectMsgAsync("xx");
        });
        Assert.All(ends, end => Assert.False(end.HasMessages));
    }
}
