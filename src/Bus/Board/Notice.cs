namespace Bus.Board;

/// <summary>What one system tells all others until it withdraws it or is gone.</summary>
/// <param name="Kind">Which part of the bus it is for: <c>topic</c> or <c>service</c>.</param>
/// <param name="Key">Tells it from others of the same kind and system; at most 1,024 bytes of UTF-8.</param>
/// <param name="Text">What it says; at most 32 KiB of UTF-8.</param>
internal sealed record Notice(string Kind, string Key, string Text);
