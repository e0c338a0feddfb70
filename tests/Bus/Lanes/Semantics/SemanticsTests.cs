using Akka.Actor;
using Bus.Testing;
using Bus.Tests.Lanes.Actors;
using Xunit;

namespace Bus.Tests.Lanes.Semantics;

/// <summary>
/// What users may rely on, whichever way messages go: each of these tests runs with lanes, without, and in envelopes. <c>Near</c> speaks with <c>Far</c>.
/// </summary>
public abstract partial class SemanticsTests(bool withLanes) : LaneTests
{
    /// <summary>Starts a system; its messages go by lane, or not.</summary>
    private LaneNode StartNode(string name, string hocon = "") => Start(name, $"{hocon}\nbus.lanes.enabled = {(withLanes ? "on" : "off")}");

    /// <summary>Two systems that have spoken with each other.</summary>
    private async Task<(LaneNode Near, LaneNode Far)> StartPair(string near = "", string far = "")
    {
        var pair = (Near: StartNode("Near", near), Far: StartNode("Far", far));
        await MessageBus.Get(pair.Near.System).WhenPeerUp("Far").WaitAsync(Eventually.Patience);
        pair.Far.Echo();
        await pair.Near.EchoAnswers(pair.Far.Address);
        if (withLanes)
            await pair.Near.IsOpenTo(pair.Far.Address);
        return pair;
    }

    /// <summary>An actor that keeps what it is told, and how others reach it from another system.</summary>
    private static (IActorRef Ref, Recording Recording) StartRecorder(LaneNode on, LaneNode from, string? name = null)
    {
        var recording = new Recording();
        return (from.Find(on, on.System.ActorOf(Props.Create(() => new RecordingActor(recording)), name)), recording);
    }

    /// <summary>A message by the same way arrives, so what was sent before it has arrived, or never will.</summary>
    private static async Task Passed(LaneNode from, LaneNode to) =>
        Assert.Equal("fence", await from.Find(to.Address, "/user/echo").Ask<string>("fence", Eventually.Patience));

    private static Task Holds(string what, Func<bool> condition) => Eventually.True(what, condition);

    private static Props On(LaneNode node, Props props) => props.WithDeploy(new Deploy(new RemoteScope(node.Address)));
}
