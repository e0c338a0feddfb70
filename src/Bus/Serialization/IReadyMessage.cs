namespace Bus.Serialization;

/// <summary>A message of the Bus' own that may have its bytes already: then a lane takes these, and does not ask its serializer.</summary>
internal interface IReadyMessage
{
    /// <summary>Exactly what its serializer would write, never to be changed; null if that must be asked.</summary>
    byte[]? Bytes { get; }
}
