using Bus.Testing;
using Bus.Transports.Control;
using Bus.Transports.Links;
using Xunit;

namespace Bus.Transports.Tests.Presence;

/// <summary>Systems of one rendezvous directory, without Akka, that see each other come and go.</summary>
public sealed class PeerDirectoryTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _folder = new();
    private readonly List<PresenceNode> _nodes = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        Assert.Empty(System.IO.Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
        _folder.Dispose();
    }

    [Fact]
    public async Task All_who_are_there_see_who_comes_and_who_leaves()
    {
        PresenceNode[] nodes = [Start("A", 1), Start("B", 2), Start("C", 3)];
        await Eventually.True("all see all", () => nodes.All(node => node.Up.Count == 2));
        await Eventually.True("all have looked around", () => nodes.All(node => node.Events.Contains("looked around")));
        // Those who come are known by their entry, those who were there by their word.
        Assert.All(nodes.SelectMany(node => node.Up), peer => Assert.Equal(PeerAbilities.Envelopes, peer.Abilities));
        await nodes[1].DisposeAsync();
        await Eventually.True("it is gone", () => nodes[0].Down.Count == 1 && nodes[2].Down.Count == 1);
        Assert.Equal(("ipc://B@local:2", LinkEnd.PeerShutDown), nodes[0].Down.Single());
        Assert.Equal(("ipc://B@local:2", LinkEnd.PeerShutDown), nodes[2].Down.Single());
    }

    [Fact]
    public async Task Who_has_looked_around_knows_all_that_were_there_before()
    {
        for (var i = 1; i <= 5; i++)
            Start($"Early{i}", i);
        var late = Start("Late", 9);
        await Eventually.True("it has looked around", () => late.Events.Contains("looked around"));
        Assert.Equal(5, late.Events.TakeWhile(one => one != "looked around").Count(one => one.StartsWith("up", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_leaves_without_a_goodbye_has_crashed()
    {
        var near = Start("A", 1);
        // It dials nobody, so that all presences it has are those that it was dialled for.
        var far = Start("B", 2, looksAround: false);
        await Eventually.True("it is seen", () => near.Up.Count == 1);
        await far.Crash();
        await Eventually.True("it is gone", () => near.Down.Count == 1);
        Assert.Equal(LinkEnd.PeerCrashed, near.Down.Single().End);
    }

    [Fact]
    public async Task A_new_incarnation_comes_after_the_end_of_the_one_before()
    {
        var near = Start("A", 1);
        await Eventually.True("it has looked around", () => near.Events.Count == 1);
        var far = Start("B", 2, looksAround: false);
        await Eventually.True("it is seen", () => near.Up.Count == 1);
        await far.Crash();
        await far.DisposeAsync();
        Start("B", 2);
        await Eventually.True("the new one is seen", () => near.Up.Count == 2);
        Assert.Equal(["looked around", "up ipc://B@local:2", "down ipc://B@local:2", "up ipc://B@local:2"], near.Events);
        Assert.NotEqual(near.Up.First().Incarnation, near.Up.Last().Incarnation);
    }

    [Fact]
    public async Task Who_does_not_look_around_is_found_and_finds_nobody()
    {
        var passive = Start("Passive", 1, looksAround: false);
        var active = Start("Active", 2);
        await Eventually.True("it is found", () => active.Up.Count == 1);
        Assert.Empty(passive.Events);
    }

    [Fact]
    public async Task A_peer_that_speaks_over_a_presence_is_unreachable()
    {
        var near = Start("A", 1);
        var rude = Start("B", 2, looksAround: false);
        await Eventually.True("it is seen", () => near.Up.Count == 1);
        await rude.Say(new ControlRecord(RecordKind.Ready));
        await Eventually.True("it is given up", () => near.Down.Count == 1);
        Assert.Equal(LinkEnd.Failed, near.Down.Single().End);
    }

    [Fact]
    public async Task A_socket_that_nobody_listens_at_costs_nothing_but_a_few_tries()
    {
        var near = Start("A", 1);
        var folder = System.IO.Directory.CreateDirectory(System.IO.Path.Combine(_folder.Path, "local"));
        var socket = System.IO.Path.Combine(folder.FullName, "77.sock");
        await File.WriteAllTextAsync(socket, "");
        await File.WriteAllTextAsync(System.IO.Path.ChangeExtension(socket, ".lock"), "rubbish");
        Start("B", 2);
        await Eventually.True("others are seen all the same", () => near.Up.Count == 1);
        File.Delete(socket);
        File.Delete(System.IO.Path.ChangeExtension(socket, ".lock"));
    }

    [Fact]
    public async Task A_peer_of_another_version_is_named_in_the_log_and_others_are_seen()
    {
        using var strange = new StrangePeer(_folder.Path, "Strange", 7, [0x42, 0x49, 0x50, 0x43, 99, 0, 2, 0, 0, 0, 0, 0]);
        var near = Start("A", 1);
        Start("B", 2);
        await Eventually.True("the log says so", () => near.Log.Any(line =>
            line.Contains("7.sock", StringComparison.Ordinal) && line.Contains("version 99", StringComparison.Ordinal)));
        await Eventually.True("the other one is seen", () => near.Up.Count == 1);
    }

    [Fact]
    public async Task A_peer_that_never_answers_is_given_up_in_time_and_others_are_seen()
    {
        using var silent = new StrangePeer(_folder.Path, "Silent", 7, []);
        var near = Start("A", 1, patience: TimeSpan.FromSeconds(1));
        Start("B", 2);
        await Eventually.True("the other one is seen", () => near.Up.Count == 1);
        await Eventually.True("the log says so", () => near.Log.Any(line =>
            line.Contains("7.sock", StringComparison.Ordinal) && line.Contains("connection-timeout", StringComparison.Ordinal)));
        Assert.Contains("looked around", near.Events);
    }

    [Fact]
    public async Task Who_did_not_answer_in_time_is_dialled_again_and_others_are_not_kept_waiting()
    {
        var far = Start("Far", 7, looksAround: false, isBusy: true);
        var near = Start("A", 1, patience: TimeSpan.FromMilliseconds(200));
        await Eventually.True("it has looked around", () => near.Events.Contains("looked around"));
        Assert.Empty(near.Up);
        far.Answer();
        await Eventually.True("it is seen", () => near.Up.Count == 1);
        Assert.Single(near.Log);
    }

    [Fact]
    public async Task Who_begins_to_listen_is_known_before_it_answers()
    {
        var near = Start("A", 1);
        await Eventually.True("it has looked around", () => near.Events.Count == 1);
        var far = Start("Far", 7, looksAround: false, isBusy: true);
        await Eventually.True("it is seen", () => near.Up.Count == 1);
        far.Answer();
        await Eventually.True("it has been heard", () => far.HasBeenDialled);
        await far.DisposeAsync();
        await Eventually.True("it is gone", () => near.Down.Count == 1);
        Assert.Equal(LinkEnd.PeerShutDown, near.Down.Single().End);
        Assert.Equal(far.Incarnation, near.Up.Single().Incarnation);
    }

    [Fact]
    public async Task Who_begins_to_listen_and_ends_before_it_answers_has_crashed()
    {
        var near = Start("A", 1);
        await Eventually.True("it has looked around", () => near.Events.Count == 1);
        var far = Start("Far", 7, looksAround: false, isBusy: true);
        await Eventually.True("it is seen", () => near.Up.Count == 1);
        await far.DisposeAsync();
        await Eventually.True("it is gone", () => near.Down.Count == 1);
        Assert.Equal(LinkEnd.PeerCrashed, near.Down.Single().End);
        Assert.Empty(near.Log);
    }

    [Fact]
    public async Task Who_begins_to_listen_and_does_not_answer_in_time_is_unreachable_until_it_does()
    {
        var near = Start("A", 1, patience: TimeSpan.FromMilliseconds(300));
        await Eventually.True("it has looked around", () => near.Events.Count == 1);
        var far = Start("Far", 7, looksAround: false, isBusy: true);
        await Eventually.True("it is given up", () => near.Down.Count == 1);
        Assert.Equal(LinkEnd.Failed, near.Down.Single().End);
        await Eventually.True("the log says so", () => near.Log.Any(line => line.Contains("7.sock", StringComparison.Ordinal)));
        Assert.Single(near.Log);
        far.Answer();
        await Eventually.True("it is seen again", () => near.Up.Count == 2);
    }

    [Fact]
    public async Task Who_does_not_say_which_protocol_it_speaks_is_known_once_it_answers()
    {
        var near = Start("A", 1);
        await Eventually.True("it has looked around", () => near.Events.Count == 1);
        using var silent = new StrangePeer(_folder.Path, "Silent", 7, []);
        Start("B", 2);
        await Eventually.True("the other one is seen", () => near.Up.Count == 1);
        Assert.Equal("ipc://B@local:2", near.Up.Single().Address.ToString());
    }

    [Fact]
    public async Task Nobody_is_a_peer_under_this_systems_own_address()
    {
        var near = Start("A", 1);
        await Eventually.True("it has looked around", () => near.Events.Count == 1);
        await Assert.ThrowsAsync<HandshakeException>(() => near.DialItself());
        Assert.Empty(near.Up);
    }

    [Fact]
    public async Task The_removal_of_the_own_socket_is_in_the_log()
    {
        var near = Start("A", 1);
        await Eventually.True("it watches", () => near.IsWatching);
        File.Delete(System.IO.Path.Combine(_folder.Path, "local", "1.sock"));
        await Eventually.True("the log says so", () => near.Log.Any(line => line.Contains("1.sock was removed", StringComparison.Ordinal)));
    }

    private PresenceNode Start(string name, int port, bool looksAround = true, TimeSpan? patience = null, bool isBusy = false)
    {
        var node = new PresenceNode(_folder.Path, name, port, looksAround, patience ?? TimeSpan.FromSeconds(20), isBusy);
        _nodes.Add(node);
        return node;
    }
}
