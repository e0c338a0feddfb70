using Akka.Actor;
using Bus.Board;
using Bus.Tests.Serialization;
using Bus.Topics;
using Xunit;

namespace Bus.Tests.Topics;

/// <summary>The topics of one system, with peers that a test plays.</summary>
internal sealed class TopicNode : IAsyncDisposable
{
    private readonly SerializationSystem _system;

    public TopicNode(string hocon = "")
    {
        _system = SerializationSystem.Start(hocon);
        Exchange = new TopicExchange(_system.System, Board, Post);
    }

    public ExtendedActorSystem System => _system.System;

    public ScriptedBoard Board { get; } = new();

    public ScriptedPost Post { get; } = new();

    public TopicExchange Exchange { get; }

    /// <summary>A peer that has posted what it wants.</summary>
    public RecordingRef Peer(string name, params string[] wants)
    {
        foreach (var want in wants)
            Assert.Null(Notify(name, want, 1));
        return Post.At(AddressOf(name));
    }

    /// <summary>A peer has posted that it wants something.</summary>
    public string? Notify(string peer, string want, long number) =>
        Board.Reader!.OnPosted(AddressOf(peer), new Notice("topic", want, $"{number} {want}"));

    public void Withdraw(string peer, string want) => Board.Reader!.OnWithdrawn(AddressOf(peer), new Notice("topic", want, $"1 {want}"));

    public RecordingRef Subscriber(string name, params string[] topics)
    {
        var subscriber = new RecordingRef(name);
        foreach (var topic in topics)
            Assert.True(Exchange.Subscribe(topic, subscriber, null).IsCompletedSuccessfully);
        return subscriber;
    }

    public void Publish(string topic, object message, IActorRef? sender = null, bool retain = false) => Exchange.Publish(topic, message, sender, retain);

    /// <summary>What becomes of a publication on its way to a peer.</summary>
    public IncomingPublication Sent(object publication)
    {
        var serializer = _system.System.Serialization.FindSerializerFor(publication);
        Assert.IsType<TopicSerializer>(serializer);
        return Assert.IsType<IncomingPublication>(serializer.FromBinary(serializer.ToBinary(publication), null));
    }

    /// <summary>A peer sends something.</summary>
    public void Receive(object message, IActorRef sender) => Post.Handler(message, sender);

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    private static Address AddressOf(string peer) => new("akka.ipc", peer, "local", 1);
}
