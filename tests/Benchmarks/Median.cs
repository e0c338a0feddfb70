namespace Bus.Benchmarks;

/// <summary>The value in the middle: what one disturbed measurement among several does not move.</summary>
internal static class Median
{
    /// <summary>The median, the mean of the two middle values if their number is even; null if there are none.</summary>
    public static double? Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        if (sorted.Length == 0)
            return null;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
