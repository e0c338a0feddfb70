namespace Bus.Services;

/// <summary>The members of a service at one moment. Never changes: a change of members makes another one.</summary>
internal sealed class ServiceMembers
{
    private readonly ServiceMember[] _all;
    private readonly ServiceMember[] _preferred;

    /// <param name="known">
    /// All that are registered, in order of arrival. The earliest routing counts. Those with another are left out: they are about to go.
    /// </param>
    public ServiceMembers(IReadOnlyList<ServiceMember> known)
    {
        Routing = known.MinBy(member => member.Since)?.Routing ?? default;
        _all = [.. known.Where(member => member.Routing == Routing)];
        var own = _all.Where(member => member.IsOwn).ToArray();
        _preferred = own.Length > 0 && Routing is ServiceRouting.RoundRobin or ServiceRouting.LeastOutstanding ? own : _all;
    }

    public static ServiceMembers None { get; } = new([]);

    public ServiceRouting Routing { get; }

    public bool IsEmpty => _all.Length == 0;

    public ReadOnlySpan<ServiceMember> All => _all;

    /// <summary>Those that come into question for a user.</summary>
    public ReadOnlySpan<ServiceMember> For(ServiceUse use) => use.PreferOwnProcess ? _preferred : _all;
}
