using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>
/// A FIFO, <c>fifo(7)</c>, for as long as its name is needed: from its making until the peer has opened it. Disposing it removes
/// the name and closes the ends that nobody took.
/// </summary>
/// <remarks>
/// The maker holds a <c>flock</c> on it, of which the kernel lets go when the maker dies: a FIFO on which nobody holds one is
/// left over, and whoever takes the lock may remove it. The maker has both ends open from the start, so neither end is ever
/// without the other: no reader sees an end of file, and no writer ENXIO, only because the peer has not come yet.
/// </remarks>
internal sealed unsafe class Fifo : IDisposable
{
    private const string Suffix = ".fifo";
    private const int RandomBytes = 16;

    private readonly string _path;
    private bool _readerTaken;
    private bool _writerTaken;

    private Fifo(string path, SafeFileHandle reader, SafeFileHandle writer)
    {
        _path = path;
        Reader = reader;
        Writer = writer;
    }

    /// <summary>How many characters a <see cref="Name"/> has.</summary>
    public static int NameLength => 2 * RandomBytes;

    /// <summary>Its name in the directory: random, without the suffix.</summary>
    public string Name => Path.GetFileNameWithoutExtension(_path);

    public SafeFileHandle Reader { get; }

    public SafeFileHandle Writer { get; }

    /// <summary>Makes one that only this user can open.</summary>
    public static Fifo Create(string directory)
    {
        while (true)
        {
            var path = PathOf(directory, RandomNumberGenerator.GetHexString(NameLength, lowercase: true));
            fixed (byte* text = Descriptors.PathBytes(path))
            {
                if (mkfifo(text, (mode_t)0x180 /* 0600 */) != 0)
                {
                    throw new MechanismException(
                        $"Cannot make the FIFO {path}: {Errno.Describe(Errno.Last)}.{Descriptors.Advice(Errno.Last)}");
                }
            }

            SafeFileHandle? reader = null;
            try
            {
                reader = TryOpen(path, O_RDONLY);
                if (reader is not null && FileLock.TryTake(reader) && FileLock.IsStill(path, reader))
                    return new Fifo(path, reader, Pipe.Reopen(reader, O_WRONLY));
                // Somebody who cleans up found it before it was locked.
                reader?.Dispose();
            }
            catch
            {
                File.Delete(path);
                reader?.Dispose();
                throw;
            }
        }
    }

    /// <summary>Opens one end of a FIFO that a peer says it has made.</summary>
    /// <param name="directory">Where.</param>
    /// <param name="name">From the peer.</param>
    /// <param name="access"><c>O_RDONLY</c> or <c>O_WRONLY</c>.</param>
    /// <exception cref="ProtocolViolationException">It is not a name of a FIFO.</exception>
    /// <exception cref="MechanismException">There is none of this user, or its maker is gone.</exception>
    public static SafeFileHandle Open(string directory, string name, int access)
    {
        if (!IsName(name))
            throw new ProtocolViolationException($"A FIFO's name is {NameLength} hexadecimal digits; this one is '{name}'.");
        return TryOpen(PathOf(directory, name), access) ?? throw new MechanismException(
            $"There is no FIFO {PathOf(directory, name)} of user {UserOfThisProcess.Id}. Both sides must have the same " +
            "akka.remote.ipc.directory and be the same user; between users, use the mechanism pipe.");
    }

    /// <summary>Removes the name, if it is still there.</summary>
    public static void Remove(string directory, string name) => File.Delete(PathOf(directory, name));

    /// <summary>Removes those whose maker is gone.</summary>
    public static void RemoveStale(string directory)
    {
        foreach (var path in Directory.GetFiles(directory, "*" + Suffix))
        {
            if (!IsName(Path.GetFileNameWithoutExtension(path)))
                continue;
            using var handle = TryOpen(path, O_RDONLY);
            if (handle is not null && FileLock.TryTake(handle) && FileLock.IsStill(path, handle))
                File.Delete(path);
        }
    }

    public SafeFileHandle TakeReader()
    {
        _readerTaken = true;
        return Reader;
    }

    public SafeFileHandle TakeWriter()
    {
        _writerTaken = true;
        return Writer;
    }

    public void Dispose()
    {
        File.Delete(_path);
        if (!_readerTaken)
            Reader.Dispose();
        if (!_writerTaken)
            Writer.Dispose();
    }

    private static bool IsName(string text) => text.Length == NameLength && text.All(char.IsAsciiHexDigitLower);

    private static string PathOf(string directory, string name) => Path.Combine(directory, name + Suffix);

    /// <summary>
    /// Null if there is no FIFO of this user with that path. What it is, is known before it is opened: opening a device can do
    /// things.
    /// </summary>
    private static SafeFileHandle? TryOpen(string path, int access)
    {
        int result;
        fixed (byte* text = Descriptors.PathBytes(path))
        {
            do result = open(text, O_PATH | O_NOFOLLOW | O_CLOEXEC);
            while (Errno.Interrupted(result));
        }

        if (result < 0 && Errno.Last == ENOENT)
            return null;
        using var place = Descriptors.Own(result, $"open {path}");
        return Pipe.IsPipe(place) && (uint)place.Status(path).st_uid == UserOfThisProcess.Id ? Pipe.Reopen(place, access) : null;
    }
}
