using Xunit;

// Some tests count the descriptors of this process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
