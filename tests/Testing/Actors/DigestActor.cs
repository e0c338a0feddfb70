using System.Security.Cryptography;
using Akka.Actor;

namespace Bus.Testing.Actors;

/// <summary>Answers bytes with their SHA-256, and anything else with how much memory its process uses, after a collection.</summary>
public sealed class DigestActor : ReceiveActor
{
    public DigestActor()
    {
        Receive<byte[]>(bytes => Sender.Tell(Convert.ToHexString(SHA256.HashData(bytes))));
        ReceiveAny(_ => Sender.Tell(MemoryUse.Now()));
    }
}
