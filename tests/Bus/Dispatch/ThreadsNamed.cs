namespace Bus.Tests.Dispatch;

/// <summary>Counts the threads of this process by name.</summary>
internal static class ThreadsNamed
{
    /// <param name="name">15 characters at most: the kernel keeps no more.</param>
    public static int Count(string name)
    {
        var count = 0;
        foreach (var task in Directory.GetDirectories("/proc/self/task"))
        {
            try
            {
                count += File.ReadAllText(task + "/comm").TrimEnd() == name ? 1 : 0;
            }
            catch (IOException)
            {
                // It has ended in between.
            }
        }

        return count;
    }
}
