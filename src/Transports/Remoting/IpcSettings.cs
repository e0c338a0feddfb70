using System.Globalization;
using System.Numerics;
using Akka.Configuration;
using Bus.Transports.Interop;
using Bus.Transports.Links;
using Bus.Transports.Mechanisms;
using Bus.Transports.Rendezvous;

namespace Bus.Transports.Remoting;

/// <summary>The section <c>akka.remote.ipc</c>, checked. Each setting is explained where its default stands: in <c>reference.conf</c>.</summary>
internal sealed record IpcSettings
{
    /// <summary>
    /// Akka checks a message against the maximum before it wraps it in its own protocol; this is room for the wrapping.
    /// </summary>
    public const int ProtocolSlack = 1024;

    private const int SmallestFrame = 32_000;
    private const int LargestFrame = 1024 * 1024 * 1024;
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    public required Mechanism Mechanism { get; init; }

    public required IReadOnlyDictionary<string, Mechanism> Accepted { get; init; }

    public required string Host { get; init; }

    public required int Port { get; init; }

    public required string Directory { get; init; }

    public required IReadOnlySet<uint> AllowedUserIds { get; init; }

    public required int MaximumFrameSize { get; init; }

    public required int ReaderThreads { get; init; }

    public required RendezvousSettings Rendezvous { get; init; }

    public required LinkLimits Limits { get; init; }

    public required MechanismOptions Options { get; init; }

    /// <summary>Completes a section with the defaults and checks it.</summary>
    /// <exception cref="IpcSettingsException">A setting is malformed or out of range.</exception>
    public static IpcSettings Create(Config section)
    {
        var reader = new SettingsReader(section.WithFallback(IpcConfig.Default.GetConfig(IpcConfig.Section)));
        var mechanism = MechanismRegistry.Create(reader.Text("mechanism"), SettingsReader.PathOf("mechanism"));
        var maximumFrame = (int)reader.Bytes("maximum-frame-size", SmallestFrame, LargestFrame);
        var outbox = reader.Bytes("outbox-limit", 1024 * 1024, int.MaxValue);
        if (outbox < maximumFrame * 2L)
        {
            throw new IpcSettingsException($"{SettingsReader.PathOf("outbox-limit")} = {outbox:N0} bytes must be at least twice " +
                $"{SettingsReader.PathOf("maximum-frame-size")} = {maximumFrame:N0} bytes.");
        }

        return new IpcSettings
        {
            Mechanism = mechanism,
            Accepted = Accept(reader.Texts("accept"), mechanism),
            Host = CheckedHost(reader.Text("hostname").ToLowerInvariant()),
            Port = reader.Number("port", 0, BusAddress.LargestPort),
            Directory = reader.Text("directory"),
            AllowedUserIds = UserIds(reader.Texts("allowed-uids")),
            MaximumFrameSize = maximumFrame,
            ReaderThreads = reader.Number("reader-threads", 0, 64) is var threads && threads > 0 ? threads : Math.Min(Environment.ProcessorCount, 4),
            Rendezvous = new RendezvousSettings(
                reader.Duration("connection-timeout", ShortestWait, LongestWait),
                reader.Duration("handshake-timeout", ShortestWait, LongestWait),
                reader.Number("maximum-pending-handshakes", 1, 4096)),
            Limits = new LinkLimits(maximumFrame + ProtocolSlack, outbox, reader.Duration("flush-timeout", TimeSpan.Zero, LongestWait)),
            Options = new MechanismOptions
            {
                RingCapacity = (int)BitOperations.RoundUpToPowerOf2(
                    (uint)reader.Bytes("ring.capacity", RingLayout.SmallestCapacity, RingLayout.LargestCapacity)),
                RingSpin = reader.Duration("ring.spin", TimeSpan.Zero, TimeSpan.FromMilliseconds(1)),
                RingWakeUp = CheckedWakeUp(reader.Text("ring.wake-up")),
                MmapDirectory = reader.Text("mmap.directory") is { Length: > 0 } folder
                    ? Path.GetFullPath(folder)
                    : new RendezvousDirectory(reader.Text("directory")).Path,
                SocketSendBuffer = (int)reader.Bytes("socket.send-buffer-size", 4096, LargestFrame, orZero: true),
            },
        };
    }

    private static Dictionary<string, Mechanism> Accept(IEnumerable<string> names, Mechanism own)
    {
        var accepted = new Dictionary<string, Mechanism>(StringComparer.Ordinal) { [own.Name] = own };
        foreach (var name in names)
        {
            var mechanism = MechanismRegistry.Create(name, SettingsReader.PathOf("accept"));
            accepted.TryAdd(mechanism.Name, mechanism);
        }

        return accepted;
    }

    private static string CheckedHost(string host) => BusAddress.ProblemWithHost(host) is { } problem
        ? throw new IpcSettingsException($"{SettingsReader.PathOf("hostname")} = '{host}' is not a bus host: {problem}.")
        : host;

    private static RingWakeUp CheckedWakeUp(string name) => WakeUpKinds.Find(name)
        ?? throw new IpcSettingsException($"{SettingsReader.PathOf("ring.wake-up")} = '{name}' is none of " +
            $"{string.Join(", ", WakeUpKinds.Names)}.");

    private static HashSet<uint> UserIds(IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
            return [UserOfThisProcess.Id];
        return [.. texts.Select(text => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var uid)
            ? uid
            : throw new IpcSettingsException($"{SettingsReader.PathOf("allowed-uids")} contains '{text}'; user ids are whole numbers."))];
    }
}
