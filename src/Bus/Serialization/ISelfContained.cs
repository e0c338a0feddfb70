namespace Bus.Serialization;

/// <summary>
/// A serializer of the Bus' own that does not ask whose system it writes for, or reads: it leaves what may hold references to actors to the serializers of that.
/// </summary>
internal interface ISelfContained : ILaneSerializer
{
}
