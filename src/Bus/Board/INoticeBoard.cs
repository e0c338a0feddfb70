namespace Bus.Board;

/// <summary>Where the parts of the bus tell those of other systems what is to be had here. Thread-safe.</summary>
internal interface INoticeBoard
{
    /// <summary>
    /// Posts a notice, or replaces the one of the same kind and key. Peers that come later are told too.
    /// </summary>
    /// <returns>Completes when every peer that is up has confirmed it, or is gone; not before those that were there when this system started are known.</returns>
    /// <exception cref="NoticeRefusedException">In the task: a peer objects. The notice has been withdrawn again.</exception>
    Task PostAsync(Notice notice);

    /// <summary>Withdraws a notice; nothing happens if there is none.</summary>
    /// <returns>Completes when every peer that is up has confirmed it, or is gone.</returns>
    Task WithdrawAsync(string kind, string key);

    /// <summary>Has a reader told of the notices of a kind, of those that are there already as well. One for each kind, before the bus starts.</summary>
    void Read(string kind, INoticeReader reader);
}
