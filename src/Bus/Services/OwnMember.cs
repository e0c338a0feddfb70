namespace Bus.Services;

/// <summary>A member of this process, and what was posted of it. What changes is under the lock of the registry.</summary>
internal sealed record OwnMember(Service Service, ServiceMember Member, ServiceNotice Notice)
{
    /// <summary>Why it is no member any more, if another process was first with another routing.</summary>
    public string? Conflict { get; set; }

    /// <summary>True once every peer knows.</summary>
    public bool IsConfirmed { get; set; }

    /// <summary>What was returned to who has registered it.</summary>
    public Task Posted { get; set; } = Task.CompletedTask;
}
