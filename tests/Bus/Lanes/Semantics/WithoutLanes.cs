namespace Bus.Tests.Lanes.Semantics;

public sealed class WithoutLanes() : SemanticsTests(withLanes: false);
