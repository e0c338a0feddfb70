using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Bus.Benchmarks.Plots;

/// <summary>An axis of logarithms, labelled with 1, 2 and 5 times the powers of ten.</summary>
internal static class LogAxis
{
    /// <param name="axis">Its coordinates are logarithms.</param>
    /// <param name="least">The least power of ten that is shown.</param>
    /// <param name="most">The greatest.</param>
    public static void Label(IAxis axis, double least, double most)
    {
        var ticks = new NumericManual();
        for (var power = (int)Math.Floor(least); power <= most; power++)
        {
            foreach (var value in new[] { 1, 2, 5 }.Select(digit => digit * Math.Pow(10, power)))
                ticks.AddMajor(Math.Log10(value), value.ToString("#,0.###", CultureInfo.InvariantCulture));
        }

        axis.TickGenerator = ticks;
    }
}
