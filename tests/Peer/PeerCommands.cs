using System.CommandLine;
using Bus.Peer.Children;
using Bus.Peer.Lanes;
using Bus.Peer.Roles;
using Bus.Peer.Services;
using Bus.Peer.Signals;
using Bus.Peer.Telemetry;
using Bus.Testing.Raw;

namespace Bus.Peer;

/// <summary>The command line: a role, where to meet, and whom to dial, if anybody.</summary>
internal static class PeerCommands
{
    private static readonly Option<string> Mechanism = new("--mechanism") { Required = true };
    private static readonly Option<string> Directory = new("--directory") { Required = true };
    private static readonly Option<int> Port = new("--port") { Description = "0 for any" };
    private static readonly Option<string?> Dial = new("--dial") { Description = "The address of a system; without it, the peer waits to be dialled" };
    private static readonly Option<string> Settings = new("--settings") { DefaultValueFactory = _ => "" };
    private static readonly Option<int> Count = new("--count") { DefaultValueFactory = _ => int.MaxValue };
    private static readonly Option<int> Length = new("--length") { DefaultValueFactory = _ => 100 };

    public static IEnumerable<Command> All()
    {
        yield return Role("echo", "Sends every payload back.", _ => new EchoRole());
        yield return Role("sink", "Checks that numbered payloads come whole and in order.", _ => new SinkRole());
        yield return Role("flood", "Sends numbered payloads as fast as they are taken.", arguments => new FloodRole(arguments.GetValue(Count), arguments.GetValue(Length)));
        yield return Role("exchange", "Does both at once.", arguments => new ExchangeRole(arguments.GetValue(Count), arguments.GetValue(Length)));
        yield return Cycles();
        yield return ChurnCommand();
        yield return Relative("parent", "Starts a child, and stays with it.", Family.Parent);
        yield return Relative("child", "Is started by a parent, and ends with it.", Family.Child);
        yield return WakeUps();
        yield return LanesCommand();
        yield return ServicesCommand();
        yield return SignalsCommand();
        yield return HostCommand();
        yield return TracesCommand();
    }

    private static Command Role(string name, string description, Func<ParseResult, IPeerRole> create)
    {
        Command command = new(name, description) { Mechanism, Directory, Port, Dial, Settings, Count, Length };
        command.SetAction(arguments => PeerSession.Run(
            create(arguments),
            SectionOf(arguments),
            arguments.GetValue(Dial)));
        return command;
    }

    private static Command ChurnCommand()
    {
        Command command = new("churn", "Dials, floods and hangs up until it is killed.") { Mechanism, Directory, Port, Dial, Settings };
        command.SetAction(arguments => Churn.Run(SectionOf(arguments), Akka.Actor.Address.Parse(arguments.GetRequiredValue(Dial)!)));
        return command;
    }

    private static Akka.Configuration.Config SectionOf(ParseResult arguments) => IpcSection.Create(
        arguments.GetRequiredValue(Mechanism), arguments.GetRequiredValue(Directory), arguments.GetValue(Port), arguments.GetRequiredValue(Settings));

    private static Command LanesCommand()
    {
        Option<string> name = new("--name") { DefaultValueFactory = _ => "Peer" };
        Command command = new("lanes", "A system of the Bus, with actors to talk to.") { name, Directory, Port, Settings };
        command.SetAction(arguments => LanePeerSession.Run(
            arguments.GetRequiredValue(name), arguments.GetRequiredValue(Directory), arguments.GetValue(Port), arguments.GetRequiredValue(Settings)));
        return command;
    }

    private static Command ServicesCommand()
    {
        Option<string> service = new("--service") { Required = true };
        Option<ServiceRouting> routing = new("--routing");
        Option<bool> silent = new("--silent") { Description = "Says what it got, and answers nothing" };
        Option<int> peers = new("--peers") { Description = "How many others it waits for before it registers" };
        Command command = new("services", "A system of the Bus with one member of a service.") { Directory, Settings, service, routing, silent, peers };
        command.SetAction(arguments => ServicePeerSession.Run(arguments.GetRequiredValue(Directory), arguments.GetRequiredValue(Settings),
            arguments.GetRequiredValue(service), arguments.GetValue(routing), arguments.GetValue(silent), arguments.GetValue(peers)));
        return command;
    }

    private static Command SignalsCommand()
    {
        Option<string[]> subscribe = new("--subscribe") { DefaultValueFactory = _ => [], Description = "Signals to be told of" };
        Option<string> ending = new("--ending") { DefaultValueFactory = _ => "leave", Description = "leave, stay or hang" };
        Command command = new("signals", "A system of the Bus that says which signals it gets.") { Directory, Port, Settings, subscribe, ending };
        command.SetAction(arguments => SignalPeerSession.Run(
            arguments.GetRequiredValue(Directory), arguments.GetValue(Port), arguments.GetRequiredValue(Settings),
            arguments.GetRequiredValue(subscribe), arguments.GetRequiredValue(ending)));
        return command;
    }

    private static Command TracesCommand()
    {
        Command command = new("traces", "A system of the Bus whose traces are listened to.") { Directory, Port, Settings };
        command.SetAction(arguments => TracePeerSession.Run(
            arguments.GetRequiredValue(Directory), arguments.GetValue(Port), arguments.GetRequiredValue(Settings)));
        return command;
    }

    private static Command HostCommand()
    {
        Option<bool> withBus = new("--with-bus") { Description = "Whether the host is told of the bus, or only its system" };
        Command command = new("host", "A generic host with a system of the Bus.") { Directory, Settings, withBus };
        command.SetAction(arguments => HostPeerSession.Run(
            arguments.GetRequiredValue(Directory), arguments.GetRequiredValue(Settings), arguments.GetValue(withBus)));
        return command;
    }

    private static Command WakeUps()
    {
        Option<string> kind = new("--kind") { Required = true };
        Option<string> act = new("--act") { Required = true, Description = "hold, sleep or create" };
        Option<int> seat = new("--seat") { Description = "0 for the reader's, 1 for the writer's" };
        Option<string?> file = new("--file") { Description = "The page that both sides write" };
        Command command = new("wake-up", "Takes a seat of a wake-up, and waits there to be killed.") { kind, act, seat, file };
        command.SetAction(arguments => WakeUpPeer.Run(
            arguments.GetRequiredValue(kind), arguments.GetRequiredValue(act), arguments.GetValue(seat), arguments.GetValue(file)));
        return command;
    }

    private static Command Cycles()
    {
        Command command = new("cycles", "Associates and disassociates again and again, with itself, and says what that has left in the process.")
        {
            Mechanism, Directory, Count, Settings,
        };
        command.SetAction(arguments => AssociationCycles.Run(
            arguments.GetRequiredValue(Mechanism), arguments.GetRequiredValue(Directory), arguments.GetValue(Count), arguments.GetRequiredValue(Settings)));
        return command;
    }

    private static Command Relative(string name, string description, Func<string, Task<int>> run)
    {
        Command command = new(name, description) { Directory };
        command.SetAction(arguments => run(arguments.GetRequiredValue(Directory)));
        return command;
    }
}
