namespace Bus.Telemetry;

/// <summary>The names by which OpenTelemetry and other listeners subscribe. What there is to measure: <c>docs/telemetry.md</c>.</summary>
public static class BusTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "Bus";

    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>.</summary>
    public const string SourceName = "Bus";
}
