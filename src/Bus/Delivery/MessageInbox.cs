using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Remote;
using Bus.Serialization;

namespace Bus.Delivery;

/// <summary>Puts what comes by lane, or in an envelope, into mailboxes, under the same rules as Akka.Remote's own dispatcher of inbound messages.</summary>
/// <remarks>Thread-safe; called on the readers' threads.</remarks>
internal sealed class MessageInbox(LaneSerializers serializers, RemoteActorRefProvider provider, ILoggingAdapter log)
{
    private readonly RemoteSettings _settings = provider.RemoteSettings;

    /// <summary>Reads the payload and delivers it. What goes wrong is in the log; nothing is thrown.</summary>
    /// <param name="message">Whom it is for, and how it is read.</param>
    /// <param name="payload">Valid only during the call.</param>
    /// <param name="whole">The array whose content the payload is, if the message may keep it.</param>
    public void Deliver(in InboundMessage message, ReadOnlySpan<byte> payload, byte[]? whole = null)
    {
        object? read;
        try
        {
            read = serializers.Deserialize(payload, message.Type.SerializerId, message.Type.Manifest, whole);
        }
        catch (Exception problem)
        {
            log.Warning(problem, "Deserialization failed for message with serializer id [{0}] and manifest [{1}]. Transient " +
                "association error (association remains live). {2}", message.Type.SerializerId, message.Type.Manifest, problem.Message);
            return;
        }

        try
        {
            Deliver(message.Recipient, message.IsOurs, read, message.Sender ?? provider.DeadLetters);
        }
        catch (Exception problem)
        {
            log.Error(problem, "Message [{0}] to {1} from {2} could not be delivered", read?.GetType(), message.Recipient, message.Sender);
        }
    }

    private void Deliver(IInternalActorRef recipient, bool isOurs, object? message, IActorRef sender)
    {
        if (_settings.LogReceive)
            log.Debug("received message [RemoteMessage: {0} to {1} from {2}]", message, recipient, sender);
        if (ReferenceEquals(recipient, provider.RemoteDaemon))
        {
            if (_settings.UntrustedMode)
                log.Debug("dropping daemon message in untrusted mode");
            else
                recipient.Tell(message, sender);
        }
        else if (recipient.IsLocal)
        {
            DeliverHere(recipient, message, sender);
        }
        else if (!_settings.UntrustedMode && isOurs)
        {
            // It was addressed to this system, but the actor has been deployed elsewhere.
            recipient.Tell(message, sender);
        }
        else
        {
            log.Error("Dropping message [{0}] for non-local recipient [{1}], inbound addresses [{2}]", message?.GetType(), recipient,
                string.Join(",", provider.Transport.Addresses));
        }
    }

    private void DeliverHere(IInternalActorRef recipient, object? message, IActorRef sender)
    {
        if (message is ActorSelectionMessage selection)
        {
            if (_settings.UntrustedMode && !IsTrusted(recipient, selection))
            {
                log.Debug("operating in UntrustedMode, dropping inbound actor selection to [{0}], allow it by adding the path to " +
                    "'akka.remote.trusted-selection-paths' in configuration", PathOf(selection));
            }
            else if (selection.WildCardFanOut)
            {
                recipient.Tell(selection, sender);
            }
            else
            {
                // Here, so that it does not wait for a busy guardian.
                new ActorSelection(recipient, selection.Elements).Tell(selection.Message, sender);
            }
        }
        else if (message is IPossiblyHarmful && _settings.UntrustedMode)
        {
            log.Debug("operating in UntrustedMode, dropping inbound IPossiblyHarmful message of type {0}", message.GetType());
        }
        else if (message is ISystemMessage systemMessage)
        {
            recipient.SendSystemMessage(systemMessage);
        }
        else
        {
            recipient.Tell(message, sender);
        }
    }

    private bool IsTrusted(IInternalActorRef recipient, ActorSelectionMessage selection) =>
        _settings.TrustedSelectionPaths.Contains(PathOf(selection)) && selection.Message is not IPossiblyHarmful &&
        recipient.Equals(provider.RootGuardian);

    private static string PathOf(ActorSelectionMessage selection) => "/" + string.Join("/", selection.Elements.Select(element => element.ToString()));
}
