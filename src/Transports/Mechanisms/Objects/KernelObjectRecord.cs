using System.Security.Cryptography;
using System.Text.Json;
using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// Kernel objects that outlive their processes, written down beside the rendezvous entries before they are made:
/// <c>&lt;directory&gt;/&lt;32 hexadecimal digits&gt;.objects</c>, a line of JSON.
/// </summary>
/// <remarks>
/// <para>Everybody who uses the objects shares a lock on the file (<c>flock(2)</c>), which the kernel lets go of when a process
/// ends, whatever ended it. Whoever can have the lock alone is the last: it removes the objects, and then the file. That is the
/// side that outlives the other; if none does, the next start or end of a system that has the same directory.</para>
/// <para>The objects are found by the keys and names in the record, so there is no moment at which one exists that no record
/// leads to: the record comes first, then the object; the object goes first, then the record. One that was never made is not
/// missed.</para>
/// </remarks>
internal sealed class KernelObjectRecord : IDisposable
{
    private const string Extension = ".objects";
    private const int NameLength = 32;
    private const int MaxBytes = 4096;

    private readonly string _path;
    private readonly SafeFileHandle _file;

    private KernelObjectRecord(string path, SafeFileHandle file, IReadOnlyList<KernelObject> objects)
    {
        _path = path;
        _file = file;
        Objects = objects;
    }

    /// <summary>What a peer needs to <see cref="Join"/>.</summary>
    public string Name => Path.GetFileNameWithoutExtension(_path);

    /// <summary>What is written down.</summary>
    public IReadOnlyList<KernelObject> Objects { get; private set; }

    /// <summary>Writes down what is about to be made.</summary>
    /// <param name="directory">The rendezvous directory; empty: the temporary folder.</param>
    /// <param name="objects">Drawn, but not made.</param>
    /// <exception cref="MechanismException">Nothing can be written there.</exception>
    public static KernelObjectRecord Create(string directory, params IReadOnlyList<KernelObject> objects)
    {
        while (true)
        {
            var path = PathOf(directory, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameLength / 2)));
            var file = PrivateFile.Open(path, O_CREAT | O_EXCL, out var errno) ?? throw new MechanismException(
                $"Cannot write down kernel objects in {path}: {Errno.Describe(errno)}. " +
                "Set akka.remote.ipc.directory to a folder of your own.");
            // Somebody who cleans up may have found the file before it was locked, and removed it.
            if (FileLock.TryShare(file) && FileLock.IsStill(path, file))
            {
                var content = new Content(Namespace(), [.. objects.Select(item => item.ToString())]);
                RandomAccess.Write(file, JsonSerializer.SerializeToUtf8Bytes(content), 0);
                return new KernelObjectRecord(path, file, objects);
            }

            file.Dispose();
        }
    }

    /// <summary>
    /// Shares the record that a peer has made: from now on its objects stay for as long as this side uses them.
    /// </summary>
    /// <exception cref="ProtocolViolationException">There is no such record in the directory.</exception>
    public static KernelObjectRecord Join(string directory, string name)
    {
        if (!IsName(name))
            throw new ProtocolViolationException("An offer names its record by something else than 32 hexadecimal digits.");
        var path = PathOf(directory, name);
        var file = PrivateFile.Open(path, 0, out var errno)
            ?? throw new ProtocolViolationException($"The offered record {path} cannot be opened: {Errno.Describe(errno)}.");
        if (FileLock.TryShare(file) && FileLock.IsStill(path, file) && TryRead(file) is { } objects)
            return new KernelObjectRecord(path, file, objects);
        file.Dispose();
        throw new ProtocolViolationException($"The offered record {path} is not one of kernel objects in use here.");
    }

    /// <summary>
    /// Removes what killed processes left behind: the objects of every record that nobody shares, and the record.
    /// </summary>
    public static void RemoveStale(string directory)
    {
        foreach (var path in Directory.GetFiles(directory, "*" + Extension))
        {
            if (!IsName(Path.GetFileNameWithoutExtension(path)))
                continue;
            using var file = PrivateFile.Open(path, 0, out _);
            if (file is not null && FileLock.TryTake(file) && FileLock.IsStill(path, file) && TryRead(file) is { } objects)
                Remove(path, file, objects);
        }
    }

    /// <summary>
    /// Nothing was made after all, or it has gone: nothing is to be removed later, even if something gets one of these keys.
    /// </summary>
    public void Forget()
    {
        RandomAccess.SetLength(_file, 0);
        Objects = [];
    }

    /// <summary>Uses the objects no more. If nobody else does, they are removed.</summary>
    public void Dispose()
    {
        if (_file.IsClosed)
            return;
        if (FileLock.TryTake(_file))
            Remove(_path, _file, Objects);
        _file.Dispose();
    }

    /// <summary>With the lock held alone.</summary>
    private static void Remove(string path, SafeFileHandle file, IReadOnlyList<KernelObject> objects)
    {
        var recorded = new DateTimeOffset(File.GetLastWriteTimeUtc(file)).ToUnixTimeSeconds();
        var owner = (uint)file.Status(path).st_uid;
        var left = objects.Where(item => !item.TryRemove(owner, recorded)).ToArray();
        if (left.Length == 0)
            File.Delete(path);
    }

    /// <summary>
    /// Null if it is not a record of this namespace. Empty if its owner was killed before it could write: then it had made
    /// nothing.
    /// </summary>
    private static KernelObject[]? TryRead(SafeFileHandle file)
    {
        var bytes = new byte[MaxBytes];
        var count = RandomAccess.Read(file, bytes, 0);
        if (count == 0)
            return [];
        try
        {
            var content = JsonSerializer.Deserialize<Content>(bytes.AsSpan(0, count));
            if (content?.Objects is not { } texts || content.Namespace != Namespace())
                return null;
            var objects = texts.Select(KernelObject.TryParse).OfType<KernelObject>().ToArray();
            return objects.Length == texts.Count ? objects : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Keys and names mean something only within an IPC namespace, of which containers have one each: <c>ipc_namespaces(7)</c>.
    /// </summary>
    private static string Namespace() => new FileInfo("/proc/self/ns/ipc").LinkTarget ?? "";

    private static bool IsName(string name) => name.Length == NameLength && name.All(char.IsAsciiHexDigitLower);

    private static string PathOf(string directory, string name) =>
        Path.Combine(directory.Length == 0 ? Path.GetTempPath() : directory, name + Extension);

    private sealed record Content(string Namespace, IReadOnlyList<string> Objects);
}
