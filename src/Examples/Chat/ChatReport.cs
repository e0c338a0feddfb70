using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Bus.Examples.Chat;

/// <summary>Who has heard whom, and how soon it was known that somebody had left.</summary>
internal static class ChatReport
{
    /// <summary>More columns than that fit on no screen.</summary>
    private const int MaximumColumns = 12;

    public static void Print(IReadOnlyList<Participant> participants)
    {
        if (participants.Count <= MaximumColumns)
            PrintLines(participants);
        foreach (var gone in participants.Where(participant => participant.Departure is not null))
            PrintDeparture(gone, participants);
    }

    private static void PrintLines(IReadOnlyList<Participant> participants)
    {
        var table = new Table().Title("Lines heard").AddColumn("by").AddColumn("Process", column => column.RightAligned());
        foreach (var speaker in participants)
            table.AddColumn($"of {speaker.Nick}", column => column.RightAligned());
        foreach (var listener in participants)
        {
            string[] cells = [listener.Nick, listener.Member.Process.Id.ToString(CultureInfo.InvariantCulture)];
            table.AddRow([.. cells, .. participants.Select(speaker => Cell(listener, speaker))]);
        }

        AnsiConsole.Write(table);
    }

    private static string Cell(Participant listener, Participant speaker)
    {
        if (listener == speaker)
            return "";
        if (listener.Heard is not { } heard)
            return "[grey]left[/]";
        var of = heard.Others.GetValueOrDefault(speaker.Nick, HeardOf.Nothing);
        return of.First == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{of.First}-{of.Last}");
    }

    private static void PrintDeparture(Participant gone, IReadOnlyList<Participant> participants)
    {
        var delays = participants
            .Select(participant => participant.Heard?.Others.GetValueOrDefault(gone.Nick))
            .Where(heard => heard?.Departure is not null)
            .Select(heard => Stopwatch.GetElapsedTime(gone.DepartedAt, heard!.DepartedAt).TotalMilliseconds)
            .ToArray();
        var how = gone.Departure == PeerDownReason.Crashed ? "was killed" : "was told to end";
        if (delays.Length > 0)
        {
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture,
                $"{gone.Nick} {how}; the processes of {delays.Length} others knew it {delays.Min():N1} to {delays.Max():N1} ms later.");
        }
    }
}
