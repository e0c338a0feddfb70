using System.Globalization;
using System.Text.Json;
using Akka.Actor;
using Bus.Benchmarks.Carriers;

namespace Bus.Benchmarks.Mixed;

/// <summary>The second process's side of the mixed load, and the requests that it takes.</summary>
internal sealed class PeerMixed(string directory) : IAsyncDisposable
{
    public const string Name = "mixed";
    public const string SystemName = "Pong";

    private const string Start = "start";
    private const string Meet = "meet";
    private const string Pause = "pause";
    private const string Resume = "resume";
    private const string Report = "report";

    private MixedSide? _side;

    public static string StartRequest(LaneCarrier carrier, int port, TimeSpan closeEvery) =>
        string.Create(CultureInfo.InvariantCulture, $"{Name} {Start} {carrier.Name} {port} {closeEvery.Ticks}");

    public static string MeetRequest(Address other, int epoch) =>
        string.Create(CultureInfo.InvariantCulture, $"{Name} {Meet} {other} {epoch}");

    public static string PauseRequest => $"{Name} {Pause}";

    public static string ResumeRequest => $"{Name} {Resume}";

    public static string ReportRequest(bool measure) => $"{Name} {Report} {measure}";

    public async Task<string> AnswerAsync(string[] request)
    {
        switch (request)
        {
            case [Start, var name, var port, var closeEvery]
                when CarrierNames.TryParse(name, out var carrier) && carrier is LaneCarrier lane && _side is null:
                _side = MixedSide.Start(SystemName, lane, directory, (int)Number(port), TimeSpan.FromTicks(Number(closeEvery)));
                return _side.Address.ToString();
            case [Meet, var other, var epoch] when _side is not null:
                await _side.MeetAsync(Address.Parse(other), (int)Number(epoch), CancellationToken.None);
                return "";
            case [Pause] when _side is not null:
                return JsonSerializer.Serialize(await _side.PauseAsync(CancellationToken.None));
            case [Resume] when _side is not null:
                _side.GoOn();
                return "";
            case [Report, var measure] when _side is not null:
                return JsonSerializer.Serialize(await _side.ReportAsync(bool.Parse(measure), CancellationToken.None));
            default:
                throw new BenchmarkException($"There is no mixed load to {string.Join(' ', request)}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_side is not null)
            await _side.DisposeAsync();
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
