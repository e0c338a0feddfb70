using System.Collections.Concurrent;
using Bus.Testing;
using Bus.Transports.Control;
using Bus.Transports.Interop;
using Bus.Transports.Presence;
using Microsoft.Win32.SafeHandles;
using Xunit;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Tests.Presence;

/// <summary>Words that the kernel marks when whoever holds them ends. Here those are threads: for the kernel, a process ends when each of its threads does.</summary>
public sealed class LifeSignTests : IDisposable
{
    private readonly List<Mortal> _mortals = [];
    private readonly List<LifeSigns> _signs = [];
    private readonly ConcurrentQueue<string> _died = new();

    public void Dispose()
    {
        _signs.ForEach(signs => signs.Dispose());
        _mortals.ForEach(mortal => mortal.Dispose());
    }

    [Fact]
    public void A_word_is_marked_when_its_holder_ends()
    {
        var mortal = Bear();
        Assert.Equal(0u, mortal.Word & RobustFutex.OwnerDied);
        Assert.NotEqual(0u, mortal.Word);
        mortal.Die();
        Assert.NotEqual(0u, mortal.Word & RobustFutex.OwnerDied);
    }

    [Fact]
    public void A_word_that_was_let_go_is_not_marked()
    {
        var mortal = Bear();
        mortal.Die(letsGo: true);
        Assert.Equal(0u, mortal.Word & RobustFutex.OwnerDied);
    }

    /// <summary>The kernel wakes one of those that sleep.</summary>
    [SleeperFact]
    public async Task All_who_watch_are_told_once()
    {
        var mortal = Bear();
        var other = Bear();
        for (var i = 0; i < 5; i++)
        {
            var signs = Start();
            Watch(signs, other, "other");
            Watch(signs, mortal, $"watcher {i}");
        }

        mortal.Die();
        await Eventually.True("all are told", () => _died.Count >= 5);
        other.Die(letsGo: true);
        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"watcher {i}"), _died.Order());
    }

    [SleeperFact]
    public async Task Who_has_died_before_is_noticed_at_once()
    {
        var mortal = Bear();
        mortal.Die();
        Watch(Start(), mortal, "it");
        await Eventually.True("it is told", () => _died.Count == 1);
    }

    /// <summary>The end of a system is not that of its process, and it has said goodbye.</summary>
    [SleeperFact]
    public async Task Who_stops_has_not_died()
    {
        var (watching, leaving) = (Start(), Start());
        using var page = PageOf(leaving);
        var mortal = Bear();
        Assert.NotNull(watching.Watch(page, () => _died.Enqueue("who left")));
        Watch(watching, mortal, "who died");
        leaving.Dispose();
        _signs.Remove(leaving);
        mortal.Die();
        await Eventually.True("it is told", () => !_died.IsEmpty);
        Assert.Equal(["who died"], _died);
    }

    [SleeperFact]
    public async Task Whom_nobody_watches_any_more_ends_unnoticed()
    {
        var signs = Start();
        var (first, second) = (Bear(), Bear());
        var watch = Watch(signs, first, "first");
        Watch(signs, second, "second");
        watch.Dispose();
        watch.Dispose();
        first.Die();
        second.Die();
        await Eventually.True("one is told", () => !_died.IsEmpty);
        Assert.Equal(["second"], _died);
    }

    /// <summary>More than can be slept on: the sockets of the others tell.</summary>
    [SleeperFact]
    public async Task There_is_room_for_as_many_as_can_be_slept_on()
    {
        var signs = Start();
        var mortal = Bear();
        var watches = Enumerable.Range(0, Futex.MostAtOnce - 1).Select(_ => Watch(signs, mortal, "it")).ToArray();
        Assert.Null(signs.Watch(mortal.Page, () => { }));
        watches[5].Dispose();
        await Eventually.True("there is room again", () => signs.Watch(mortal.Page, () => _died.Enqueue("it")) is not null);
        Assert.Null(signs.Watch(mortal.Page, () => { }));
        mortal.Die();
        await Eventually.True("all are told", () => _died.Count == Futex.MostAtOnce - 1);
        await Eventually.True("there is room again", () => signs.Watch(mortal.Page, () => _died.Enqueue("again")) is not null);
        await Eventually.True("it is told", () => _died.Contains("again"));
    }

    /// <summary>A peer that writes what it likes keeps nobody busy.</summary>
    [SleeperFact]
    public async Task A_word_that_changes_without_a_mark_is_watched_no_longer()
    {
        var signs = Start();
        var scribbler = Bear();
        var (first, second) = (Bear(), Bear());
        Watch(signs, scribbler, "scribbler");
        Watch(signs, first, "first");
        Watch(signs, second, "second");
        scribbler.Scribble(4711);
        first.Die();
        await Eventually.True("the first is told", () => _died.Count == 1);
        scribbler.Scribble(RobustFutex.OwnerDied);
        second.Die();
        await Eventually.True("the second is told", () => _died.Count == 2);
        Assert.Equal(["first", "second"], _died);
    }

    [SleeperFact]
    public void What_is_no_page_is_refused()
    {
        var signs = Start();
        using var open = Memfd.Create("bus-test", LifeSigns.PageBytes);
        Assert.Contains("seals", Assert.Throws<ProtocolViolationException>(() => signs.Watch(open, () => { })).Message, StringComparison.Ordinal);
        using var large = Memfd.Create("bus-test", 2 * LifeSigns.PageBytes);
        Memfd.Seal(large, Memfd.RegionSeals);
        Assert.Contains("8,192 bytes", Assert.Throws<ProtocolViolationException>(() => signs.Watch(large, () => { })).Message, StringComparison.Ordinal);
        using var none = File.OpenHandle("/dev/null");
        Assert.Throws<ProtocolViolationException>(() => signs.Watch(none, () => { }));
    }

    private static SafeFileHandle PageOf(LifeSigns signs)
    {
        var (near, far) = UnixSocket.Pair(SOCK_STREAM);
        using var sender = new ControlSocket(near);
        using var receiver = new ControlSocket(far);
        signs.SendTo(sender);
        return receiver.TryReceive()!.Descriptors.Single();
    }

    private Mortal Bear()
    {
        var mortal = new Mortal();
        _mortals.Add(mortal);
        return mortal;
    }

    private LifeSigns Start()
    {
        var signs = LifeSigns.TryStart()!;
        _signs.Add(signs);
        return signs;
    }

    private IDisposable Watch(LifeSigns signs, Mortal mortal, string name)
    {
        var watch = signs.Watch(mortal.Page, () => _died.Enqueue(name));
        Assert.NotNull(watch);
        return watch;
    }
}
