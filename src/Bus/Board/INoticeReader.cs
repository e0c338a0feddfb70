using Akka.Actor;

namespace Bus.Board;

/// <summary>A part of the bus that is told what other systems have posted. Called by one thread at a time; must not wait and not throw.</summary>
internal interface INoticeReader
{
    /// <summary>A peer has posted a notice, or replaced one of the same key.</summary>
    /// <returns>Null, or why this system objects: then the one who posted it is told so and withdraws it.</returns>
    string? OnPosted(Address peer, Notice notice);

    /// <summary>A peer has withdrawn a notice, or is gone. Also for one that this system objected to.</summary>
    void OnWithdrawn(Address peer, Notice notice);
}
