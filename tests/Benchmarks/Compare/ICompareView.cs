using Bus.Benchmarks.Carriers;

namespace Bus.Benchmarks.Compare;

/// <summary>Shows how a run gets on. Called between measurements, never during one.</summary>
internal interface ICompareView
{
    void WarmingUp();

    /// <summary>Something has been measured: the latest sample of this cell and carrier.</summary>
    void Measured(CompareSamples samples, Cell cell, Carrier carrier);
}
