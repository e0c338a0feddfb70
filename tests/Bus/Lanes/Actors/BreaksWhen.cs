namespace Bus.Tests.Lanes.Actors;

/// <summary>When a message breaks.</summary>
public enum BreaksWhen
{
    Never,
    Named,
    Written,
    Read,
}
