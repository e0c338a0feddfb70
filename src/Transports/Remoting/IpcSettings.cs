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

    /// <summary>What everybody takes, whatever its settings.</summary>
    public const int SmallestFrame = 32_000;

    private const int LargestFrame = 1024 * 1024 * 1024;
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>How systems are dialled that <see cref="Peers"/> does not name.</summary>
    public required DialSettings Dial { get; init; }

    public required IReadOnlyDictionary<BusAddress, DialSettings> Peers { get; init; }

    public required IReadOnlyDictionary<string, Mechanism> Accepted { get; init; }

    public required string Host { get; init; }

    public required int Port { get; init; }

    public required bool Listen { get; init; }

    public required string Directory { get; init; }

    public required IReadOnlySet<uint> AllowedUserIds { get; init; }

    public required int MaximumFrameSize { get; init; }

    public required int ReaderThreads { get; init; }

    public required RendezvousSettings Rendezvous { get; init; }

    public required LinkLimits Limits { get; init; }

    /// <summary>For links that others dial.</summary>
    public MechanismOptions Options => Dial.Options;

    /// <summary>Completes a section with the defaults and checks it.</summary>
    /// <exception cref="IpcSettingsException">A setting is malformed or out of range.</exception>
    public static IpcSettings Create(Config section)
    {
        var reader = new SettingsReader(section.WithFallback(IpcConfig.Default.GetConfig(IpcConfig.Section)));
        var dial = DialOf(reader);
        var maximumFrame = (int)reader.Bytes("maximum-frame-size", SmallestFrame, LargestFrame);
        var outbox = reader.Bytes("outbox-limit", 1024 * 1024, int.MaxValue);
        if (outbox < maximumFrame * 2L)
        {
            throw new IpcSettingsException($"{reader.PathOf("outbox-limit")} = {outbox:N0} bytes must be at least twice " +
                $"{reader.PathOf("maximum-frame-size")} = {maximumFrame:N0} bytes.");
        }

        return new IpcSettings
        {
            Dial = dial,
            Peers = reader.Names("peers").ToDictionary(name => PeerOf(name, reader), name => DialOf(reader.Inner("peers", name))),
            Accepted = Accept(reader, dial.Mechanisms),
            Host = CheckedHost(reader.Text("hostname").ToLowerInvariant(), reader),
            Port = reader.Number("port", 0, BusAddress.LargestPort),
            Listen = reader.Flag("listen"),
            Directory = reader.Text("directory"),
            AllowedUserIds = UserIds(reader),
            MaximumFrameSize = maximumFrame,
            ReaderThreads = reader.Number("reader-threads", 0, 64) is var threads && threads > 0 ? threads : Math.Min(Environment.ProcessorCount, 4),
            Rendezvous = new RendezvousSettings(
                reader.Duration("connection-timeout", ShortestWait, LongestWait),
                reader.Duration("handshake-timeout", ShortestWait, LongestWait),
                reader.Number("maximum-pending-handshakes", 1, 4096)),
            Limits = new LinkLimits(maximumFrame + ProtocolSlack, outbox, reader.Duration("flush-timeout", TimeSpan.Zero, LongestWait)),
        };
    }

    /// <summary>How to dial a system at an address.</summary>
    public DialSettings DialOf(BusAddress target) => Peers.GetValueOrDefault(target, Dial);

    private static DialSettings DialOf(SettingsReader reader) => new(
        MechanismChoice.Of(reader.Text("mechanism"), reader.PathOf("mechanism")),
        new MechanismOptions
        {
            RingCapacity = (int)BitOperations.RoundUpToPowerOf2(
                (uint)reader.Bytes("ring.capacity", RingLayout.SmallestCapacity, RingLayout.LargestCapacity)),
            RingSpin = reader.Duration("ring.spin", TimeSpan.Zero, TimeSpan.FromMilliseconds(1)),
            RingWakeUp = CheckedWakeUp(reader.Text("ring.wake-up"), reader),
            MmapDirectory = Path.GetFullPath(reader.Text("mmap.directory") is { Length: > 0 } folder ? folder : RendezvousDirectory.PathOf(reader.Text("directory"))),
            SocketSendBuffer = (int)reader.Bytes("socket.send-buffer-size", 4096, LargestFrame, orZero: true),
            QueueMessageBytes = (int)reader.Bytes("queue.message-size", QueueSize.SmallestMessage, QueueSize.LargestMessage),
            QueueMessages = reader.Number("queue.messages", QueueSize.FewestMessages, QueueSize.MostMessages),
            QueueSpin = reader.Duration("queue.spin", TimeSpan.Zero, TimeSpan.FromMilliseconds(1)),
            PipeSize = (int)reader.Bytes("pipe.size", 4096, LargestFrame),
            Directory = RendezvousDirectory.PathOf(reader.Text("directory")),
        });

    private static BusAddress PeerOf(string name, SettingsReader reader) => BusAddress.TryParse($"{BusAddress.Scheme}://{name}")
        ?? throw new IpcSettingsException($"{reader.PathOf("peers")} names \"{name}\", which is not of the form \"System@host:port\".");

    private static Dictionary<string, Mechanism> Accept(SettingsReader reader, MechanismChoice own)
    {
        var accepted = new Dictionary<string, Mechanism>(StringComparer.Ordinal);
        if (!own.IsAutomatic)
            accepted.Add(own.Candidates[0].Name, own.Candidates[0]);
        foreach (var name in reader.Texts("accept"))
        {
            var mechanism = MechanismRegistry.Create(name, reader.PathOf("accept"));
            accepted.TryAdd(mechanism.Name, mechanism);
        }

        return accepted.Count > 0
            ? accepted
            : throw new IpcSettingsException($"{reader.PathOf("accept")} is empty and {reader.PathOf("mechanism")} = auto: nobody could dial. Name at least one.");
    }

    private static string CheckedHost(string host, SettingsReader reader) => BusAddress.ProblemWithHost(host) is { } problem
        ? throw new IpcSettingsException($"{reader.PathOf("hostname")} = '{host}' is not a bus host: {problem}.")
        : host;

    private static RingWakeUp CheckedWakeUp(string name, SettingsReader reader) => WakeUpKinds.Find(name)
        ?? throw new IpcSettingsException($"{reader.PathOf("ring.wake-up")} = '{name}' is none of {string.Join(", ", WakeUpKinds.Names)}.");

    private static HashSet<uint> UserIds(SettingsReader reader)
    {
        var texts = reader.Texts("allowed-uids");
        if (texts.Count == 0)
            return [UserOfThisProcess.Id];
        return [.. texts.Select(text => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var uid)
            ? uid
            : throw new IpcSettingsException($"{reader.PathOf("allowed-uids")} contains '{text}'; user ids are whole numbers."))];
    }
}
