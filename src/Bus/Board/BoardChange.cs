namespace Bus.Board;

/// <summary>The last change of one notice.</summary>
/// <param name="Number">Each change of a system has its own.</param>
/// <param name="Kind">See <see cref="Notice"/>.</param>
/// <param name="Key">See <see cref="Notice"/>.</param>
/// <param name="Text">What it says now; null if it was withdrawn.</param>
internal readonly record struct BoardChange(long Number, string Kind, string Key, string? Text);
