using System.Globalization;
using System.Text;
using Akka.Actor;
using Bus.Board;

namespace Bus.Services;

/// <summary>What a system tells all others of one member.</summary>
/// <remarks>
/// The key is <c>SERVICE /PATH#UID</c>, so that the next incarnation of an actor has a notice of its own; the address is that of who posts it, so that nobody
/// can post the actors of others. The text is <c>ROUTING SINCE</c>, and <c>leaving</c> behind it if no more is to be sent there.
/// </remarks>
/// <param name="Service">The name of the service.</param>
/// <param name="Path">The member's path with its uid, without an address.</param>
/// <param name="Routing">How the service is routed.</param>
/// <param name="Since">Since when the service is routed so, as far as is known to who posts it; see <see cref="ServiceMember.Since"/>.</param>
/// <param name="IsLeaving">True in the last one before it is withdrawn, if the member lives on and may still answer.</param>
internal sealed record ServiceNotice(string Service, string Path, ServiceRouting Routing, long Since, bool IsLeaving = false)
{
    public const string Kind = "service";
    public const int MostKeyBytes = 1024;
    private const string Leaving = "leaving";

    public string Key => $"{Service} {Path}";

    public static string PathOf(IActorRef member) =>
        string.Create(CultureInfo.InvariantCulture, $"{member.Path.ToStringWithoutAddress()}#{member.Path.Uid}");

    public Notice Encode() => new(Kind, Key, string.Create(CultureInfo.InvariantCulture, $"{Routing} {Since}{(IsLeaving ? " " + Leaving : "")}"));

    /// <summary>Null if it is none: that is what <paramref name="problem"/> says then.</summary>
    public static ServiceNotice? Decode(Notice notice, out string problem)
    {
        problem = "";
        if (Encoding.UTF8.GetByteCount(notice.Key) > MostKeyBytes || notice.Key.Split(' ') is not [var service, ['/', ..] path])
            problem = $"'{notice.Key}' is not a service and the path of a member";
        else if (!ServiceName.IsLegal(service))
            problem = $"'{service}' is no name of a service";
        else if (notice.Text.Split(' ') is not [var routing, var since, .. [] or [Leaving]] || !long.TryParse(since, NumberStyles.None, CultureInfo.InvariantCulture, out var time))
            problem = $"'{notice.Text}' says of '{service}' what is not understood here: use the same version of the Bus everywhere";
        else if (!Enum.TryParse<ServiceRouting>(routing, out var parsed) || parsed.ToString() != routing || !Enum.IsDefined(parsed))
            problem = $"'{service}' is routed by '{routing}', and here only {string.Join(", ", Enum.GetNames<ServiceRouting>())} are known: use the same version of the Bus everywhere";
        else
            return new(service, path, parsed, time, notice.Text.EndsWith(Leaving, StringComparison.Ordinal));
        return null;
    }
}
