using Akka.Actor;

namespace Bus.Board;

/// <summary>A peer objects to a notice.</summary>
internal sealed class NoticeRefusedException(Address peer, string reason) : Exception($"{peer} refuses: {reason}")
{
    public Address Peer => peer;

    public string Reason => reason;
}
