using Akka.Actor;
using Akka.Event;
using Bus.Lanes;
using Bus.Serialization;

namespace Bus.Topics;

/// <summary>Serializes published messages, each once, whatever the number of peers.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class PublicationWriter(ExtendedActorSystem system, ILoggingAdapter log)
{
    private readonly LaneSerializers _serializers = new(system);

    /// <summary>The <see cref="OutgoingPublication.Plain"/> of a publication; null, with an error in the log, if there is none.</summary>
    public byte[]? Write(string topic, object message)
    {
        var scratch = Scratch.Rent();
        try
        {
            var codec = _serializers.For(message);
            var manifest = codec.Manifest(message);
            if (manifest.Length > LaneFormat.MostTextBytes || !LaneFormat.IsShallow(manifest))
            {
                log.Error("Message [{0}] published to '{1}' went to no other process: its manifest is longer than {2} bytes, or has more than {3} brackets",
                    message.GetType(), topic, LaneFormat.MostTextBytes, LaneFormat.MostBrackets);
                return null;
            }

            PublicationFormat.WriteHead(scratch, topic, codec.SerializerId, manifest);
            codec.Serialize(message, scratch);
            return scratch.Written.ToArray();
        }
        catch (Exception problem)
        {
            log.Error(problem, "Serialization failed for message [{0}] published to '{1}'. It went to no other process", message.GetType(), topic);
            return null;
        }
        finally
        {
            Scratch.Return(scratch);
        }
    }
}
