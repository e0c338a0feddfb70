using Akka.Actor;
using Bus.Board;
using Bus.Topics;

namespace Bus;

/// <summary>
/// The bus of this machine, as one actor system sees it: who else is there, topics, services, signals. Get it by <see cref="Get"/>.
/// </summary>
/// <remarks>Thread-safe. Settings and their defaults: <c>reference.conf</c>, section <c>bus</c>.</remarks>
public sealed partial class MessageBus : IExtension
{
    private readonly ExtendedActorSystem _system;
    private readonly INoticeBoard _board;
    private readonly IPartPost _post;

    internal MessageBus(ExtendedActorSystem system, INoticeBoard board, IPartPost post)
    {
        _system = system;
        _board = board;
        _post = post;
        _topics = new TopicExchange(_system, _board, _post);
    }
}
