using Akka.Actor;
using Akka.Remote;
using Akka.TestKit;
using Bus.Remoting.Tests.Actors;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Serialization;

/// <summary>
/// The payload sizes of Akka.NET's <c>RemotingSpec</c>: a message that is larger than this system may send is reported and lost alone,
/// and up to that size everything passes.
/// </summary>
public sealed class OversizedMessageSpec(ITestOutputHelper output)
    : TwoSystemsSpec(output, config: "<transport>.maximum-frame-size = 64000b")
{
    private const int Maximum = 64_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(32_000)]
    [InlineData(Maximum - 1_000)]
    public async Task A_message_up_to_the_maximum_passes(int size)
    {
        ActorSelection echo = Echo();
        string text = Text(size);
        echo.Tell(text);
        await ExpectMsgAsync(text);
    }

    [Theory]
    [InlineData(Maximum + 1)]
    [InlineData(10 * Maximum)]
    public async Task A_message_over_the_maximum_is_reported_and_lost_alone(int size)
    {
        ActorSelection echo = Echo();
        echo.Tell("before");
        await ExpectMsgAsync("before");
        TestProbe[] ends = [Events<DisassociatedEvent>(Sys), Events<DisassociatedEvent>(Far)];
        await EventFilter.Error(contains: "Transient association error (association remains live)").ExpectOneAsync(async () =>
        {
            echo.Tell(Text(size));
            echo.Tell("after");
            await ExpectMsgAsync("after");
        });
        Assert.All(ends, end => Assert.False(end.HasMessages));
    }

    [Fact]
    public async Task An_answer_over_the_maximum_is_reported_by_who_answers()
    {
        Far.ActorOf(Props.Create<InflatingActor>(), "inflating");
        ActorSelection inflating = Select(Sys, Far, "user/inflating");
        await CreateEventFilter(Far).Error(contains: "Transient association error (association remains live)").ExpectOneAsync(async () =>
        {
            inflating.Tell(Maximum + 1);
            inflating.Tell(1);
            await ExpectMsgAsync(Text(1));
        });
    }

    private static string Text(int size) => new('x', size);

    private ActorSelection Echo()
    {
        Far.ActorOf(Props.Create<EchoActor>(), "echo");
        return Select(Sys, Far, "user/echo");
    }
}
