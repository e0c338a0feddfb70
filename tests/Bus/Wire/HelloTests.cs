using Bus.Lanes;
using Xunit;

namespace Bus.Tests.Wire;

/// <summary>Who says hello, and when.</summary>
public sealed class HelloTests : IAsyncLifetime
{
    private readonly WireSystem _system = new();

    [Fact]
    public void Who_has_dialled_says_hello_first()
    {
        using var dialled = new LaneEnd(_system, dialledHere: true);
        Assert.Equal([LaneFrameKind.Hello], dialled.TakeKinds());
    }

    [Fact]
    public void Who_was_dialled_answers()
    {
        using var accepted = new LaneEnd(_system);
        Assert.Empty(accepted.TakeKinds());
        accepted.Greet();
        Assert.Equal([LaneFrameKind.Hello], accepted.TakeKinds());
    }

    [Fact]
    public void A_barred_incarnation_gets_no_answer()
    {
        using var accepted = new LaneEnd(_system);
        using var other = new LaneEnd(_system);
        accepted.Greet(systemUid: 1);
        accepted.Peer.OnQuarantined(1);
        other.Greet(systemUid: 1);
        Assert.Empty(other.TakeKinds());
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _system.DisposeAsync();
}
