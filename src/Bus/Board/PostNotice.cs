namespace Bus.Board;

/// <summary>To the board's actor: post, replace, or withdraw if there is no text.</summary>
internal sealed record PostNotice(string Kind, string Key, string? Text, TaskCompletionSource Completion);
