using System.Diagnostics.CodeAnalysis;
using Akka.Dispatch;

namespace Bus.Dispatch;

/// <summary>The mailboxes that a lane's thread will run, first in, first out. Bounded, and allocates nothing after its making.</summary>
/// <remarks>Used by the holder of the role alone; the <see cref="RoleWord"/> hands it over with the role.</remarks>
internal sealed class RunQueue
{
    private readonly Mailbox?[] _slots;
    private readonly uint _mask;
    private uint _taken;
    private uint _added;

    /// <param name="capacity">A power of two.</param>
    public RunQueue(int capacity)
    {
        _slots = new Mailbox?[capacity];
        _mask = (uint)capacity - 1;
    }

    public bool IsEmpty => _taken == _added;

    /// <returns>False if it is full.</returns>
    public bool TryAppend(Mailbox mailbox)
    {
        if (_added - _taken > _mask)
            return false;
        _slots[_added++ & _mask] = mailbox;
        return true;
    }

    public bool TryTake([NotNullWhen(true)] out Mailbox? mailbox)
    {
        if (_taken == _added)
        {
            mailbox = null;
            return false;
        }

        ref var slot = ref _slots[_taken++ & _mask];
        mailbox = slot!;
        slot = null;
        return true;
    }
}
