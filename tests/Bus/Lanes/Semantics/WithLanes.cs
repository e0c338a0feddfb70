namespace Bus.Tests.Lanes.Semantics;

public sealed class WithLanes() : SemanticsTests(withLanes: true);
