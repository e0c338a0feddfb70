namespace Bus.Examples.WordCount;

/// <summary>Messages that went one way between this process and a worker.</summary>
/// <param name="Messages">How many.</param>
/// <param name="Bytes">What serializers make of them. Names of recipients and senders, which go once and then by number, are not included.</param>
internal readonly record struct Traffic(long Messages, long Bytes)
{
    public static Traffic operator +(Traffic sum, int serializedBytes) => new(sum.Messages + 1, sum.Bytes + serializedBytes);
}
