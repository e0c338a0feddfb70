using System.Globalization;
using Bus.Transports.Interop;
using Bus.Transports.Mechanisms;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Rendezvous;

/// <summary>
/// What a child has inherited: its end of a control socket that is connected to the parent already, and its ends of two pipes. An
/// environment variable tells which descriptors these are, and whose:
/// <code>
///   AKKA_IPC_PARENT=3:1001 4:1002 5:1003 ipc://Parent@local:8081
///                   |      |      |      the parent's address
///                   |      |      the pipe that the child reads
///                   |      the pipe that the child writes
///                   the control socket: descriptor number, inode number
/// </code>
/// </summary>
/// <remarks>
/// The inode numbers tell these objects from whatever else has the same descriptor numbers in a process that got the variable but
/// not the descriptors, for example because something between the two has closed them.
/// </remarks>
internal sealed class InheritedLink
{
    public const string Variable = "AKKA_IPC_PARENT";

    private InheritedLink(BusAddress parent, SafeFileHandle control, InheritedPipes pipes)
    {
        Parent = parent;
        Control = control;
        Pipes = pipes;
    }

    public BusAddress Parent { get; }

    public SafeFileHandle Control { get; }

    public InheritedPipes Pipes { get; }

    /// <summary>The variable's value for a child that will inherit these.</summary>
    public static string Describe(BusAddress parent, IReadOnlyList<SafeFileHandle> inherited) => string.Join(' ',
        [.. inherited.Zip(ChildProcess.NumbersFor(inherited), (handle, number) =>
            string.Create(CultureInfo.InvariantCulture, $"{number}:{InodeOf(handle)}")), parent.ToString()]);

    /// <summary>
    /// Adopts what the variable tells of, and removes the variable. From then on, no child of this process inherits any of it.
    /// </summary>
    /// <returns>Null if there is no variable, or if it tells of something that is not here.</returns>
    public static InheritedLink? Adopt()
    {
        var parts = Environment.GetEnvironmentVariable(Variable)?.Split(' ');
        Environment.SetEnvironmentVariable(Variable, null);
        if (parts is not { Length: 4 } || BusAddress.TryParse(parts[3]) is not { } parent)
            return null;
        var numbers = new int[3];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!TryFind(parts[i], out numbers[i]))
                return null;
        }

        var handles = Array.ConvertAll(numbers, number => new SafeFileHandle(number, ownsHandle: true));
        return new InheritedLink(parent, handles[0], new InheritedPipes(writer: handles[1], reader: handles[2]));
    }

    /// <summary>Nothing is owned, and nothing changed, before the number is known to be what the parent has meant.</summary>
    private static bool TryFind(string text, out int number)
    {
        number = -1;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !int.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out number))
            return false;
        using var unowned = new SafeFileHandle(number, ownsHandle: false);
        try
        {
            return text[(colon + 1)..] == InodeOf(unowned) && fcntl(number, F_SETFD, FD_CLOEXEC) == 0;
        }
        catch (MechanismException)
        {
            // There is no such descriptor.
            return false;
        }
    }

    private static string InodeOf(SafeFileHandle handle) =>
        ((ulong)handle.Status("an inherited descriptor").st_ino).ToString(CultureInfo.InvariantCulture);
}
