using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Configuration;
using Bus.Testing;
using Bus.Testing.Processes;
using Bus.Transports;
using Xunit;

namespace Bus.Conformance.Tests.Children;

/// <summary>
/// Parents and children that are linked by what the children inherit. No side can use a directory: its path leads through a file.
/// </summary>
public sealed class ChildTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _folder = new();
    private readonly Channel<IActorRef> _born = Channel.CreateUnbounded<IActorRef>();
    private readonly Channel<Address> _ends = Channel.CreateUnbounded<Address>();
    private readonly List<IpcChild> _children = [];
    private string _directory = null!;
    private ActorSystem _system = null!;

    public Task InitializeAsync()
    {
        var file = Path.Combine(_folder.Path, "file");
        File.WriteAllText(file, "no folder");
        _directory = Path.Combine(file, "nowhere");
        _system = ActorSystem.Create("Parent", ConfigurationFactory.ParseString($$"""
            akka { loglevel = ERROR, stdout-loglevel = OFF, loggers = [] }
            akka.remote.ipc { listen = off, port = 0, directory = "{{_directory}}", connection-timeout = 20 s }
            """).WithIpcDefaults());
        _system.ActorOf(Props.Create(() => new Nursery(_born.Writer, _ends.Writer)), "nursery");
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _system.Terminate();
        foreach (var child in _children)
        {
            child.Kill();
            await child.Exited.WaitAsync(Eventually.Patience);
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task A_child_and_its_parent_talk_both_ways_without_any_directory()
    {
        var child = StartChild();
        var actor = await Nursery.Next(_born);
        Assert.Equal($"akka.ipc://Child@local.{child.ProcessId}:1/user/child", actor.Path.ToString());
        for (var i = 0; i < 100; i++)
            Assert.Equal(i, await actor.Ask<int>(i, Eventually.Patience));
        // The parent's own dial, by name, takes the same way: there is no other.
        Assert.Equal("hello", await _system.ActorSelection(actor.Path.ToString()).Ask<string>("hello", Eventually.Patience));
        Assert.Equal("none", await actor.Ask<string>("variable AKKA_IPC_PARENT", Eventually.Patience));
        await _system.Terminate();
        Assert.Equal(0, await child.Exited.WaitAsync(Eventually.Patience));
        Assert.False(child.Kill());
    }

    [Fact]
    public async Task Children_are_told_apart()
    {
        const int Count = 3;
        for (var i = 0; i < Count; i++)
            StartChild();
        var actors = new List<IActorRef>();
        for (var i = 0; i < Count; i++)
            actors.Add(await Nursery.Next(_born));
        Assert.Equal(
            _children.Select(child => $"local.{child.ProcessId}").Order(),
            actors.Select(actor => actor.Path.Address.Host).Order());
        foreach (var actor in actors)
            Assert.Equal("hello", await actor.Ask<string>("hello", Eventually.Patience));
    }

    [Fact]
    public async Task The_death_of_a_child_ends_its_link_and_leaves_no_zombie()
    {
        var child = StartChild();
        var actor = await Nursery.Next(_born);
        Assert.True(child.Kill());
        Assert.Equal(actor.Path.Address, await Nursery.Next(_ends));
        Assert.Equal(128 + 9, await child.Exited.WaitAsync(Eventually.Patience));
        Assert.False(Directory.Exists($"/proc/{child.ProcessId}"));
    }

    [Fact]
    public async Task The_death_of_the_parent_ends_the_child()
    {
        await using var parent = PeerProcess.Start("parent", "--directory", _directory);
        var line = await parent.NextLine();
        Assert.StartsWith("child ", line, StringComparison.Ordinal);
        var child = int.Parse(line["child ".Length..], CultureInfo.InvariantCulture);
        Assert.True(Directory.Exists($"/proc/{child}"));
        parent.Kill();
        await Eventually.True("the child leaves", () => HasEnded(child));
    }

    [Fact]
    public async Task A_parent_that_leaves_in_order_takes_its_child_with_it()
    {
        await using var parent = PeerProcess.Start("parent", "--directory", _directory);
        Assert.StartsWith("child ", await parent.NextLine(), StringComparison.Ordinal);
        Assert.Equal(0, await parent.Leave());
    }

    [Fact]
    public async Task A_child_keeps_what_it_has_inherited_from_its_own_children()
    {
        var child = StartChild();
        var actor = await Nursery.Next(_born);
        var link = Link(child);
        var grandchild = await actor.Ask<int>("grandchild", Eventually.Patience);
        try
        {
            Assert.Empty(OpenDescriptors.Of(grandchild).Values.Intersect(link));
            child.Kill();
            Assert.Equal(actor.Path.Address, await Nursery.Next(_ends));
        }
        finally
        {
            Signal.Kill.SendTo(grandchild);
        }
    }

    [Fact]
    public async Task Processes_that_are_started_at_the_same_moment_inherit_nothing()
    {
        using var done = new CancellationTokenSource();
        var strangers = new List<Process>();
        var others = Task.Factory.StartNew(() =>
        {
            while (!done.IsCancellationRequested || strangers.Count < 20)
                strangers.Add(Process.Start("sleep", "1000"));
        }, TaskCreationOptions.LongRunning);
        try
        {
            var links = new HashSet<string>();
            // Whoever started the tests may have left them without an input.
            var own = OpenDescriptors.Of(Environment.ProcessId).Keys.Where(number => number <= 2).Order().ToArray();
            for (var i = 0; i < 50; i++)
            {
                var child = Start("sleep", "1000");
                Assert.Equal(own, OpenDescriptors.Of(child.ProcessId).Keys.Order().Take(own.Length));
                var link = Link(child);
                Assert.Equal(3, link.Length);
                links.UnionWith(link);
            }

            await done.CancelAsync();
            await others;
            Assert.Equal(3 * 50, links.Count);
            Assert.All(strangers, stranger => Assert.Empty(OpenDescriptors.Of(stranger.Id).Values.Intersect(links)));
        }
        finally
        {
            await done.CancelAsync();
            await others;
            foreach (var stranger in strangers)
            {
                // The runtime still reaps its own children.
                stranger.Kill();
                await stranger.WaitForExitAsync().WaitAsync(Eventually.Patience);
                stranger.Dispose();
            }
        }
    }

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("kill -PIPE $$", 128 + 13)]
    [InlineData("kill -TERM $$", 128 + 15)]
    public async Task A_child_need_not_speak_and_its_end_is_told_as_it_was(string script, int code) =>
        Assert.Equal(code, await Start("sh", "-c", script).Exited.WaitAsync(Eventually.Patience));

    [Fact]
    public async Task A_child_starts_where_and_with_what_it_is_told()
    {
        string[] script = ["-c", "[ \"$(pwd -P)\" = \"$EXPECTED\" ]"];
        var start = new ProcessStartInfo("sh", script) { WorkingDirectory = "/proc/self/root/usr" };
        start.Environment["EXPECTED"] = "/usr";
        var child = IpcChild.Start(_system, start);
        Assert.Equal(0, await child.Exited.WaitAsync(Eventually.Patience));
    }

    [Fact]
    public async Task What_cannot_be_started_is_said_and_nothing_stays_open()
    {
        await Start("true").Exited.WaitAsync(Eventually.Patience);
        var before = OwnResources.Now();
        var failure = Assert.Throws<ChildProcessException>(() => Start("/nowhere/to/be/found"));
        Assert.Contains("/nowhere/to/be/found: ENOENT", failure.Message, StringComparison.Ordinal);
        var redirected = new ProcessStartInfo("true") { RedirectStandardOutput = true };
        Assert.Throws<ArgumentException>(() => IpcChild.Start(_system, redirected));
        await Eventually.True($"nothing is left but {before}", () => OwnResources.Now().AreWithin(before));
    }

    [Fact]
    public async Task A_system_without_the_transport_has_no_children()
    {
        using var local = ActorSystem.Create("Local", "akka { loglevel = ERROR, stdout-loglevel = OFF, loggers = [] }");
        var failure = Assert.Throws<ChildProcessException>(() => IpcChild.Start(local, new ProcessStartInfo("true")));
        Assert.Contains("Local has no IPC transport", failure.Message, StringComparison.Ordinal);
        await local.Terminate();
    }

    private IpcChild StartChild() =>
        Start(Path.Combine(AppContext.BaseDirectory, "Bus.Peer"), "child", "--directory", _directory);

    private IpcChild Start(string program, params string[] arguments)
    {
        var child = IpcChild.Start(_system, new ProcessStartInfo(program, arguments).WithoutRuntimeSocket());
        _children.Add(child);
        return child;
    }

    /// <summary>The objects of a child's own end of the link.</summary>
    private static string[] Link(IpcChild child)
    {
        var open = OpenDescriptors.Of(child.ProcessId);
        return [.. Enumerable.Range(3, 6).Where(open.ContainsKey).Select(number => open[number]).Take(3)];
    }

    /// <summary>An orphan is reaped by somebody else, some time.</summary>
    private static bool HasEnded(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].StartsWith('Z');
        }
        catch (IOException)
        {
            return true;
        }
    }
}
