using Akka.Actor;
using Akka.Remote;
using Akka.TestKit;
using Bus.Remoting.Tests.Actors;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Serialization;

/// <summary>
/// Akka.NET's <c>TransientSerializationErrorSpec</c>: a message that cannot be serialized, here or there, is logged and lost alone. The
/// association stays, and so does the order of everything else.
/// </summary>
public sealed class TransientSerializationErrorSpec(ITestOutputHelper output) : TwoSystemsSpec(output, """
    akka.actor {
      serializers.failing = "Bus.Remoting.Tests.Serialization.FailingSerializer, Bus.Remoting.Tests"
      serialization-bindings {
        "Bus.Remoting.Tests.Serialization.FailsWhen, Bus.Remoting.Tests" = failing
      }
    }
    """)
{
    [Fact]
    public async Task A_message_that_can_be_serialized_is_echoed()
    {
        ActorSelection echo = Echo();
        echo.Tell(new FailsWhen(FailureStage.Never, false));
        await ExpectMsgAsync(new FailsWhen(FailureStage.Never, false));
    }

    [Theory]
    [InlineData(FailureStage.Manifest, true)]
    [InlineData(FailureStage.Manifest, false)]
    [InlineData(FailureStage.Writing, true)]
    [InlineData(FailureStage.Writing, false)]
    [InlineData(FailureStage.Reading, true)]
    [InlineData(FailureStage.Reading, false)]
    public async Task A_message_that_cannot_be_serialized_is_logged_and_lost_alone(FailureStage stage, bool isSerializationException)
    {
        ActorSelection echo = Echo();
        echo.Tell("before");
        await ExpectMsgAsync("before");
        TestProbe[] ends = [Events<DisassociatedEvent>(Sys), Events<DisassociatedEvent>(Far)];
        EventFilterFactory log = CreateEventFilter(stage == FailureStage.Reading ? Far : Sys);
        IEventFilterApplier one = stage == FailureStage.Reading
            ? log.Warning(contains: "association remains live")
            : log.Error(contains: "association remains live");
        await one.ExpectOneAsync(async () =>
        {
            echo.Tell(new FailsWhen(stage, isSerializationException));
            echo.Tell("after");
            await ExpectMsgAsync("after");
        });
        Assert.All(ends, end => Assert.False(end.HasMessages));
    }

    [Fact]
    public async Task Many_of_them_between_others_lose_none_of_the_others()
    {
        ActorSelection echo = Echo();
        for (int i = 0; i < 100; i++)
        {
            echo.Tell(new FailsWhen((FailureStage)(1 + (i % 3)), i % 2 == 0));
            echo.Tell(i);
        }

        for (int i = 0; i < 100; i++) await ExpectMsgAsync(i);
    }

    private ActorSelection Echo()
    {
        Far.ActorOf(Props.Create<EchoActor>(), "echo");
        return Select(Sys, Far, "user/echo");
    }
}
