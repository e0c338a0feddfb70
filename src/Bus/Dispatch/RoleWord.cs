namespace Bus.Dispatch;

/// <summary>
/// Who holds the role of reading a lane, and what that thread is doing: one word, changed as a whole.
/// <code>
///   63          32 31           2 1   0
///   | generation  | run          | state |
///
///              step, queue                    run a mailbox
///   Ended ◄── Reading ──────────────────────► Running ◄──► Touching
///                ▲  ◄──────── CAS ───────────    │
///                └── next generation, CAS by ────┘
///                    the thread that takes over
/// </code>
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Reading</term><description>The holder is in its step or at the queue. Only the holder changes the word, so a release store
/// is enough.</description></item>
/// <item><term>Running</term><description>The holder is in a mailbox. The role can be taken: both the holder, when the mailbox returns or
/// wants to append, and the thread that takes over compare and swap the whole word; one of them wins. The queue and the history are
/// published by the release store that starts the run, or that ends a touch, and acquired by the swap of the thread that takes
/// over.</description></item>
/// <item><term>Touching</term><description>The holder appends to the queue from within a mailbox, for an instant. Nobody else changes the
/// word.</description></item>
/// <item><term>Ended</term><description>The step has said so. Final.</description></item>
/// </list>
/// A generation is the tenure of one thread. The run makes every mailbox run a value of its own: a swap that was meant for one run fails
/// on the next. That it wraps after a thousand million runs does no harm: a take-over is safe in every run, only needless in a short one.
/// </remarks>
internal struct RoleWord
{
    public const long Reading = 0;
    public const long Running = 1;
    public const long Touching = 2;
    public const long Ended = 3;

    private const long StateMask = 3;
    private const long RunUnit = 4;
    private const long RunMask = 0xFFFF_FFFCL;
    private const long GenerationUnit = 1L << 32;
    private const long GenerationMask = ~0xFFFF_FFFFL;

    private long _word;

    public long Read() => Volatile.Read(ref _word);

    /// <summary>For the holder, in a state in which nobody else changes the word.</summary>
    public void Store(long word) => Volatile.Write(ref _word, word);

    public bool TryChange(long from, long to) => Interlocked.CompareExchange(ref _word, to, from) == from;

    public static long StateOf(long word) => word & StateMask;

    public static int GenerationOf(long word) => (int)(word >> 32);

    /// <summary>The same generation and run in another state.</summary>
    public static long In(long word, long state) => (word & ~StateMask) | state;

    public static long NextRun(long word) => (word & GenerationMask) | ((word + RunUnit) & RunMask) | Running;

    public static long NextGeneration(long word) => unchecked((word & GenerationMask) + GenerationUnit) | Reading;

    public static bool IsInMailbox(long word) => StateOf(word) is Running or Touching;

    public static bool IsSameRun(long one, long other) =>
        IsInMailbox(one) && IsInMailbox(other) && In(one, Running) == In(other, Running);
}
