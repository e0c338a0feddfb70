using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// Rings in files that cannot be sealed. The peer gets a descriptor that was opened read-only: with it, it can neither map the
/// pages writable nor truncate them. What no file system can promise is that the <i>owner</i> does not truncate its own file
/// under its reader, which would be a SIGBUS there (a read lease of <c>fcntl(2)</c> would forbid it, but there is none on a file
/// that its owner has mapped writable). That trust in a process of an allowed user remains; where it is too much, use
/// <c>memfd</c>.
/// </summary>
internal abstract class UnsealedRingMechanism : FileRingMechanism
{
    protected sealed override SafeFileHandle Share(SafeFileHandle file)
    {
        var readOnly = RegionFile.ReopenReadOnly(file);
        file.Dispose();
        return readOnly;
    }

    protected sealed override void CheckFile(SafeFileHandle file, in stat status)
    {
        if (!RegionFile.IsRegular(status))
            throw new ProtocolViolationException($"A region of {Name} is not a file.");
        // By a name, somebody who is not part of this link could open the file and cut it.
        if (status.st_nlink != 0)
            throw new ProtocolViolationException($"The file of a region of {Name} still has a name; it must have none.");
        // A hole in a memory file is filled when it is read: a SIGBUS if there is no memory then. On a disk it reads as zeros.
        if (RegionFile.IsInMemory(file) && status.st_blocks * 512 < status.st_size)
        {
            throw new ProtocolViolationException($"A region of {Name} says that it has {(long)status.st_size:N0} bytes, " +
                $"but only {status.st_blocks * 512:N0} of them exist.");
        }
    }
}
