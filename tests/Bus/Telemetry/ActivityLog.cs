using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;

namespace Bus.Tests.Telemetry;

/// <summary>The activities that have ended; unlike the exporter of the SDK, it can be read while others end.</summary>
internal sealed class ActivityLog : BaseProcessor<Activity>
{
    private readonly ConcurrentQueue<Activity> _ended = new();

    public IReadOnlyCollection<Activity> Ended => _ended;

    public override void OnEnd(Activity data) => _ended.Enqueue(data);

    /// <summary>One of the same trace; null if there is none.</summary>
    public Activity? Find(Activity root, string name) => _ended.SingleOrDefault(activity => activity.TraceId == root.TraceId && activity.DisplayName == name);
}
