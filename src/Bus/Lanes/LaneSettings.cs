using Akka.Configuration;
using Bus.Transports;
using Bus.Transports.Remoting;

namespace Bus.Lanes;

/// <summary>The section <c>bus.lanes</c>, checked. Each setting is explained where its default stands: in <c>reference.conf</c>.</summary>
internal sealed record LaneSettings
{
    private const string Section = BusConfig.Section + ".lanes";
    private const int LargestMessageAllowed = 1024 * 1024 * 1024;

    public required bool Enabled { get; init; }

    public required long OutboxBytes { get; init; }

    public required Overflow Overflow { get; init; }

    /// <summary>0: that of the transport.</summary>
    public required int LargestMessage { get; init; }

    public required int MostActors { get; init; }

    public required int Backlog { get; init; }

    public required TimeSpan HandshakeTimeout { get; init; }

    public required TimeSpan RetryInterval { get; init; }

    public required TimeSpan Spin { get; init; }

    /// <exception cref="IpcSettingsException">A setting is malformed or out of range.</exception>
    public static LaneSettings Create(Config config)
    {
        var reader = new SettingsReader(config.GetConfig(Section), Section);
        var overflow = OverflowOf(reader);
        return new LaneSettings
        {
            Enabled = reader.Flag("enabled"),
            OutboxBytes = overflow == Overflow.Buffer ? int.MaxValue : reader.Bytes("outbox-limit", 1024 * 1024, int.MaxValue),
            Overflow = overflow,
            LargestMessage = (int)reader.Bytes("maximum-message-size", 32_000, LargestMessageAllowed, orZero: true),
            MostActors = reader.Number("maximum-names", 16, LaneFormat.MostActors),
            Backlog = reader.Number("backlog", 1, 10_000_000),
            HandshakeTimeout = reader.Duration("handshake-timeout", TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5)),
            Spin = reader.Duration("spin", TimeSpan.Zero, TimeSpan.FromMilliseconds(1)),
            RetryInterval = reader.Duration("retry-interval", TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1)),
        };
    }

    private static Overflow OverflowOf(SettingsReader reader) => reader.Text("overflow") switch
    {
        "drop-newest" => Overflow.DropNewest,
        "buffer" => Overflow.Buffer,
        "fail" => Overflow.Fail,
        var other => throw new IpcSettingsException($"{reader.PathOf("overflow")} = '{other}' is none of drop-newest, buffer, fail."),
    };
}
