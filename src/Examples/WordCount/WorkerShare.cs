using Bus.Examples.Processes;

namespace Bus.Examples.WordCount;

/// <summary>A worker, and what it has done of the work.</summary>
internal sealed class WorkerShare(Member member)
{
    public Member Member { get; } = member;

    public int FilesCounted { get; private set; }

    /// <summary>Requests that it has answered.</summary>
    public Traffic Sent { get; private set; }

    /// <summary>Its answers, and that it has joined.</summary>
    public Traffic Received { get; private set; } = new(1, Joined.SerializedBytes);

    /// <summary>When it was killed on purpose, if it was.</summary>
    public long? KilledAt { get; set; }

    /// <summary>When its end was known, if it has ended.</summary>
    public long? LostAt { get; set; }

    public void Count(CountFile question, FileCounts answer)
    {
        FilesCounted++;
        Sent += question.SerializedBytes;
        Received += answer.SerializedBytes;
    }
}
