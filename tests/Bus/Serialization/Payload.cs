namespace Bus.Tests.Serialization;

/// <summary>A message as it is on its way.</summary>
internal sealed record Payload(int SerializerId, string Manifest, byte[] Bytes)
{
    public bool Equals(Payload? other) => other is not null && SerializerId == other.SerializerId && Manifest == other.Manifest
        && Bytes.AsSpan().SequenceEqual(other.Bytes);

    public override int GetHashCode() => HashCode.Combine(SerializerId, Manifest, Bytes.Length);

    public override string ToString() => $"{SerializerId} [{Manifest}] {Convert.ToHexString(Bytes)}";
}
