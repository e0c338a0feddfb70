using Akka.Actor;
using Bus.Peers;
using Bus.Transports;

namespace Bus.Board;

/// <inheritdoc cref="INoticeBoard"/>
internal sealed class NoticeBoard : INoticeBoard, IPeerListener
{
    private const string Part = "board";

    private readonly IActorRef _actor;

    public NoticeBoard(ExtendedActorSystem system, IPartPost post)
    {
        // Without the transport there is nobody to tell.
        var incarnation = IpcTransport.Of(system)?.Incarnation ?? "";
        _actor = system.SystemActorOf(
            Props.Create(() => new BoardActor(incarnation, peer => post.PartAt(peer, Part))).WithDeploy(Deploy.Local), PartPost.NameOf(Part));
    }

    public Task PostAsync(Notice notice) => Command(new PostNotice(notice.Kind, notice.Key, notice.Text, Completion()));

    public Task WithdrawAsync(string kind, string key) => Command(new PostNotice(kind, key, null, Completion()));

    public void Read(string kind, INoticeReader reader) => _actor.Tell(new ReadNotices(kind, reader), ActorRefs.NoSender);

    void IPeerListener.OnUp(BusPeer peer) => _actor.Tell(new PeerUp(peer), ActorRefs.NoSender);

    void IPeerListener.OnLookedAround() => _actor.Tell(LookedAround.Instance, ActorRefs.NoSender);

    void IPeerListener.OnDown(BusPeer peer, PeerDownReason reason) => _actor.Tell(new PeerDown(peer, reason), ActorRefs.NoSender);

    private static TaskCompletionSource Completion() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task Command(PostNotice command)
    {
        _actor.Tell(command, ActorRefs.NoSender);
        return command.Completion.Task;
    }
}
