using Akka.Actor;
using Akka.Remote;

namespace Bus.Delivery;

/// <summary>Stands before Akka.Remote's own transport, in references to actors of other systems, and decides how their messages go. All else is for the one behind it.</summary>
internal abstract class FrontTransport(ExtendedActorSystem system, RemoteActorRefProvider provider) : RemoteTransport(system, provider)
{
    private readonly RemoteActorRefProvider _provider = provider;

    public override ISet<Address> Addresses => Behind.Addresses;

    public override Address DefaultAddress => Behind.DefaultAddress;

    private RemoteTransport Behind => _provider.Transport;

    public override void Start() => Behind.Start();

    public override Task Shutdown() => Behind.Shutdown();

    public override Task<bool> ManagementCommand(object cmd) => Behind.ManagementCommand(cmd);

    public override Task<bool> ManagementCommand(object cmd, CancellationToken cancellationToken) => Behind.ManagementCommand(cmd, cancellationToken);

    public override Address LocalAddressForRemote(Address remote) => Behind.LocalAddressForRemote(remote);

    public override void Quarantine(Address address, int? uid) => Behind.Quarantine(address, uid);
}
