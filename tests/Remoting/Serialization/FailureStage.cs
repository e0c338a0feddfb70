namespace Bus.Remoting.Tests.Serialization;

/// <summary>When a <see cref="FailsWhen"/> fails.</summary>
public enum FailureStage
{
    /// <summary>Not at all.</summary>
    Never,

    /// <summary>When its sender asks for its manifest.</summary>
    Manifest,

    /// <summary>When its sender serializes it.</summary>
    Writing,

    /// <summary>When its receiver deserializes it.</summary>
    Reading,
}
