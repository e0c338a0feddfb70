namespace Bus.Board;

/// <summary>To the board's actor: have a reader told of a kind from now on.</summary>
internal sealed record ReadNotices(string Kind, INoticeReader Reader);
