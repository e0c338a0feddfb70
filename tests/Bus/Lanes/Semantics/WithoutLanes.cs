using Bus.Tests.Classic;
using Xunit;

namespace Bus.Tests.Lanes.Semantics;

[Collection(Measured.Name)]
public sealed class WithoutLanes() : SemanticsTests(withLanes: false);
