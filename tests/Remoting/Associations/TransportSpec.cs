using Akka.Actor;
using Akka.Remote.Transport;
using Bus.Testing.Raw;
using Google.Protobuf;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Associations;

/// <summary>
/// Akka.NET's <c>GenericTransportSpec</c> without Akka's protocol on top: a transport says where it listens, associates with its like and only
/// with those that are there, carries payloads both ways, and disassociates. (With the protocol on top: <see cref="Protocol"/>.)
/// </summary>
public class TransportSpec : IpcRemotingSpec, IAsyncLifetime
{
    private readonly ActorSystem _a;
    private readonly ActorSystem _b;
    private RawPeer? _peerA;
    private RawPeer? _peerB;

    public TransportSpec(ITestOutputHelper output) : this(output, null)
    {
    }

    protected TransportSpec(ITestOutputHelper output, string? mechanism) : base(output, mechanism: mechanism)
    {
        _a = NewSystem("A");
        _b = NewSystem("B");
    }

    private RawPeer A => _peerA!;

    private RawPeer B => _peerB!;

    public async Task InitializeAsync()
    {
        _peerA = await RawPeer.Listen(_a, Ground.SectionOf(_a, Ground.NextPort()));
        _peerB = await RawPeer.Listen(_b, Ground.SectionOf(_b, Ground.NextPort()));
    }

    public async Task DisposeAsync()
    {
        if (_peerA is not null) await _peerA.DisposeAsync();
        if (_peerB is not null) await _peerB.DisposeAsync();
    }

    [Fact]
    public void It_says_where_it_listens()
    {
        Assert.Equal((Ground.Scheme, "A", Ground.Host), (A.Local.Protocol, A.Local.System, A.Local.Host));
        Assert.InRange(A.Local.Port!.Value, 1, 65535);
        Assert.Equal(Ground.Scheme, A.Transport.SchemeIdentifier);
        Assert.True(A.Transport.IsResponsibleFor(B.Local));
    }

    [Fact]
    public async Task It_associates_with_its_like()
    {
        RawLink a = await A.Dial(B.Local);
        await B.Accept();
        Assert.Equal(B.Local, a.Handle.RemoteAddress);
    }

    [Fact]
    public async Task It_does_not_associate_with_nobody()
    {
        Address nobody = new(Ground.Scheme, "Nobody", Ground.Host, Ground.NextPort());
        Task<AssociationHandle> association = A.Transport.Associate(nobody);
        InvalidAssociationException refused = await Assert.ThrowsAsync<InvalidAssociationException>(
            () => association.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Contains(nobody.Port!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_carries_payloads_both_ways_in_order()
    {
        (RawLink a, RawLink b) = await Associated();
        for (int i = 0; i < 100; i++)
        {
            a.Send(ByteString.CopyFromUtf8($"to b {i}"));
            b.Send(ByteString.CopyFromUtf8($"to a {i}"));
        }

        for (int i = 0; i < 100; i++)
        {
            Assert.Equal($"to b {i}", (await b.NextBytes()).ToStringUtf8());
            Assert.Equal($"to a {i}", (await a.NextBytes()).ToStringUtf8());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_disassociates_from_either_side(bool dialler)
    {
        (RawLink a, RawLink b) = await Associated();
        (dialler ? a : b).HangUp();
        await (dialler ? b : a).Closed();
        // Saying it twice is not an error.
        (dialler ? a : b).HangUp();
    }

    [Fact]
    public async Task What_was_written_before_the_end_arrives()
    {
        (RawLink a, RawLink b) = await Associated();
        for (int i = 0; i < 100; i++) a.Send(ByteString.CopyFromUtf8($"{i}"));
        a.HangUp();
        for (int i = 0; i < 100; i++) Assert.Equal($"{i}", (await b.NextBytes()).ToStringUtf8());
        await b.Closed();
    }

    [Fact]
    public async Task Two_associations_of_the_same_two_are_kept_apart()
    {
        (RawLink a1, RawLink b1) = await Associated();
        (RawLink a2, RawLink b2) = await Associated();
        a1.Send(ByteString.CopyFromUtf8("one"));
        a2.Send(ByteString.CopyFromUtf8("two"));
        Assert.Equal("one", (await b1.NextBytes()).ToStringUtf8());
        Assert.Equal("two", (await b2.NextBytes()).ToStringUtf8());
        a1.HangUp();
        await b1.Closed();
        a2.Send(ByteString.CopyFromUtf8("still there"));
        Assert.Equal("still there", (await b2.NextBytes()).ToStringUtf8());
        Assert.True(b2.IsOpen);
    }

    [Fact]
    public async Task Shutdown_ends_its_associations()
    {
        (_, RawLink b) = await Associated();
        Assert.True(await A.Transport.Shutdown().WaitAsync(TimeSpan.FromSeconds(10)));
        await b.Closed();
    }

    private async Task<(RawLink A, RawLink B)> Associated()
    {
        RawLink a = await A.Dial(B.Local);
        return (a, await B.Accept());
    }
}
