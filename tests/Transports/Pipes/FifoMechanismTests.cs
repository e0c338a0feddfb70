using System.Text;
using Bus.Testing;
using Bus.Transports.Interop;
using Bus.Transports.Mechanisms;
using Bus.Transports.Rendezvous;
using Xunit;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Tests.Pipes;

/// <summary>FIFOs have names: whose they are, how long they last, and what a peer cannot make of them.</summary>
public sealed class FifoMechanismTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly FifoMechanism _mechanism = new();
    private readonly MechanismOptions _options;

    public FifoMechanismTests() => _options = new MechanismOptions { Directory = _folder.Path };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_names_are_private_and_go_when_both_sides_are_attached()
    {
        using var proposal = _mechanism.Propose(_options);
        Assert.Equal(2, _folder.Content.Count);
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.All(_folder.Content, path => Assert.Equal(Private, File.GetUnixFileMode(path)));
        using var far = _mechanism.Accept(proposal.Offer, _options).Channels;
        Assert.Empty(_folder.Content);
        using var near = proposal.Complete(ChannelOffer.Empty);
        Assert.Equal(3, near.Outbound.TryWrite(new byte[3]));
        Assert.Equal(3, far.Inbound.Read(new byte[far.Inbound.MaxBlockBytes]));
    }

    [Fact]
    public void The_names_go_when_nobody_attaches()
    {
        _mechanism.Propose(_options).Dispose();
        Assert.Empty(_folder.Content);
    }

    [Fact]
    public void The_death_of_either_side_is_seen_by_the_other()
    {
        using var proposal = _mechanism.Propose(_options);
        var far = _mechanism.Accept(proposal.Offer, _options).Channels;
        using var near = proposal.Complete(ChannelOffer.Empty);
        var buffer = new byte[near.Inbound.MaxBlockBytes];
        Assert.Equal(InboundChannel.NothingYet, near.Inbound.Read(buffer));
        far.Dispose();
        Assert.Equal(0, near.Inbound.Read(buffer));
        Assert.False(near.Outbound.WaitWritable());
    }

    [Fact]
    public void A_listener_whose_dialler_has_gone_is_told()
    {
        var proposal = _mechanism.Propose(_options);
        var details = proposal.Offer.Details;
        proposal.Dispose();
        var failure = Assert.Throws<MechanismException>(() => _mechanism.Accept(new ChannelOffer(details), _options));
        Assert.Contains("There is no FIFO", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scan_removes_what_the_dead_have_left_and_nothing_that_is_alive_or_not_ours()
    {
        using var proposal = _mechanism.Propose(_options);
        var alive = _folder.Content;
        MakeFifo(new string('a', Fifo.NameLength));
        string[] foreign = [PathOf("somebody-elses"), PathOf(new string('b', Fifo.NameLength))];
        MakeFifo("somebody-elses");
        File.WriteAllText(foreign[1], "no FIFO");
        new RendezvousDirectory(_folder.Path).RemoveStaleEntries();
        Assert.Equal(alive.Concat(foreign).Order(), _folder.Content.Order());
        using var far = _mechanism.Accept(proposal.Offer, _options).Channels;
    }

    [Fact]
    public async Task Makers_and_scanners_do_not_take_anything_from_each_other()
    {
        using var done = new CancellationTokenSource();
        var directory = new RendezvousDirectory(_folder.Path);
        var scans = Task.Factory.StartNew(() =>
        {
            while (!done.IsCancellationRequested)
                directory.RemoveStaleEntries();
        }, TaskCreationOptions.LongRunning);
        for (var i = 0; i < 500; i++)
        {
            using var proposal = _mechanism.Propose(_options);
            using var far = _mechanism.Accept(proposal.Offer, _options).Channels;
        }

        await done.CancelAsync();
        await scans;
        Assert.Empty(_folder.Content);
    }

    [Theory]
    [InlineData("../../../../../../../../../tmp/x")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("0123456789abcdef0123456789abcde/")]
    public void A_name_that_is_none_is_refused(string name)
    {
        var incoming = name.PadLeft(Fifo.NameLength, '.')[^Fifo.NameLength..];
        var offer = new ChannelOffer(Encoding.ASCII.GetBytes(incoming + new string('a', Fifo.NameLength)));
        Assert.Throws<ProtocolViolationException>(() => _mechanism.Accept(offer, _options));
    }

    [Fact]
    public void A_link_or_a_file_in_place_of_a_fifo_is_not_opened()
    {
        var (file, link) = (new string('c', Fifo.NameLength), new string('d', Fifo.NameLength));
        File.WriteAllText(PathOf(file), "no FIFO");
        using var real = Fifo.Create(_folder.Path);
        File.CreateSymbolicLink(PathOf(link), PathOf(real.Name));
        Assert.Throws<MechanismException>(() => Fifo.Open(_folder.Path, file, O_RDONLY));
        Assert.Throws<MechanismException>(() => Fifo.Open(_folder.Path, link, O_RDONLY));
        Fifo.Open(_folder.Path, real.Name, O_RDONLY).Dispose();
    }

    private unsafe void MakeFifo(string name)
    {
        fixed (byte* path = Descriptors.PathBytes(PathOf(name)))
            Assert.Equal(0, mkfifo(path, (Tmds.Linux.mode_t)0x180));
    }

    private string PathOf(string name) => Path.Combine(_folder.Path, name + ".fifo");
}
