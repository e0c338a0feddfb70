using System.CommandLine;

namespace Bus.Examples.Running;

/// <summary>The option <c>--mechanism</c>.</summary>
internal static class MechanismOption
{
    public static Option<string> Create() => new("--mechanism")
    {
        Description = "What carries the messages: memfd, posixshm, mmap, sysvshm, unix, seqpacket, dgram, pipe, fifo, " +
            "posixmq, sysvmq, auto, or the assembly-qualified name of a class of your own.",
        HelpName = "memfd|unix|...|auto|CLASS",
        DefaultValueFactory = _ => "memfd",
    };
}
