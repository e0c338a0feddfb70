namespace Bus.Tests.Dispatch.HandOver;

/// <summary>What a message has its actor do.</summary>
internal enum Work
{
    Nothing,
    Spin,
    Yield,
    Sleep,
    Forward,
    AwaitTheLane,
}
