using Bus.Transports.Interop;

namespace Bus.Transports.Mechanisms;

/// <summary>What mechanisms have to leave in the system for an instant, and who was killed in it has left for good.</summary>
internal static class Leftovers
{
    /// <summary>Removes all of it that is this user's, and nothing that a living process still needs. Never throws.</summary>
    /// <param name="folders">Where files of regions may be, beside <c>/dev/shm</c>.</param>
    public static void Remove(params IEnumerable<string?> folders)
    {
        foreach (var folder in folders.OfType<string>().Append(PosixShm.Folder).Distinct())
            RegionName.RemoveLeft(folder);
        SysvSegment.RemoveLeft(RingLayout.IsRegionBytes);
        SysvSemaphores.RemoveLeft();
    }
}
