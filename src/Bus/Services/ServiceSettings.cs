using Akka.Configuration;
using Bus.Transports;
using Bus.Transports.Remoting;

namespace Bus.Services;

/// <summary>The section <c>bus.services</c>, checked. Each setting is explained where its default stands: in <c>reference.conf</c>.</summary>
internal sealed record ServiceSettings
{
    private const string Section = BusConfig.Section + ".services";
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MostWait = TimeSpan.FromHours(1);

    public required int Buffer { get; init; }

    public required TimeSpan BufferTimeout { get; init; }

    public required int MostRequests { get; init; }

    public required TimeSpan RequestTimeout { get; init; }

    public required int FailOverLimit { get; init; }

    /// <exception cref="IpcSettingsException">A setting is malformed or out of range.</exception>
    public static ServiceSettings Create(Config config)
    {
        var reader = new SettingsReader(config.GetConfig(Section), Section);
        return new ServiceSettings
        {
            Buffer = reader.Number("buffer", 0, 10_000_000),
            BufferTimeout = reader.Duration("buffer-timeout", LeastWait, MostWait),
            MostRequests = reader.Number("maximum-requests", 0, 10_000_000),
            RequestTimeout = reader.Duration("request-timeout", LeastWait, MostWait),
            FailOverLimit = reader.Number("fail-over-limit", 1, 1000),
        };
    }
}
