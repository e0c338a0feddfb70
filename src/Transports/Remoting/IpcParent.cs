using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Bus.Transports.Rendezvous;

namespace Bus.Transports;

/// <summary>The process that has started this one with <see cref="IpcChild"/>, if one has.</summary>
/// <remarks>
/// <para>The link to the parent is inherited: the first association with <see cref="Address"/>, for example the first message to
/// an actor there, takes it, and looks at no directory. The parent reaches this system over the same link from then on.</para>
/// <para>The link's descriptors are adopted, and withheld from this process' own children, when this assembly is loaded. A
/// program that starts processes before it has touched any of its types reads <see cref="Address"/> first. Thread-safe.</para>
/// </remarks>
public static class IpcParent
{
    private static InheritedLink? _link;

    /// <summary>
    /// The parent's system as actors address it; null if this process was not started by one, or its link did not reach it.
    /// </summary>
    public static Address? Address { get; private set; }

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "What it closes on exec must not reach this process' own children.")]
    internal static void Adopt()
    {
        _link = InheritedLink.Adopt();
        if (_link?.Parent is { } parent)
            Address = new Address("akka." + BusAddress.Scheme, parent.System, parent.Host, parent.Port);
    }

    /// <summary>The inherited link, once, for who dials the parent.</summary>
    internal static InheritedLink? TakeLinkTo(BusAddress target) =>
        _link is { } link && link.Parent == target ? Interlocked.Exchange(ref _link, null) : null;
}
