using System.Globalization;
using Akka.Actor;
using Bus.Examples.Running;

namespace Bus.Examples.Processes;

/// <summary>
/// One run of an example: an actor system in this process, and the processes that it starts. They find it as a service of the bus, whose name is the run's. When it is disposed, all of
/// them have ended.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class Crew : IAsyncDisposable
{
    private static readonly TimeSpan JoinTimeout = TimeSpan.FromSeconds(60);

    private readonly string _mechanism;
    private readonly string _noun;
    private readonly Lock _lock = new();
    private readonly List<ChildProcess> _processes = [];
    private readonly List<TaskCompletionSource<IActorRef>> _joining = [];
    private bool _isLeaving;

    /// <param name="example">The name of the example.</param>
    /// <param name="mechanism">What carries the messages.</param>
    /// <param name="noun">What its processes are called: "worker".</param>
    /// <param name="settings">HOCON of the actor system in this process.</param>
    /// <exception cref="ExampleException">The mechanism is none, or the system cannot be on the bus; it says why.</exception>
    public Crew(string example, string mechanism, string noun, string settings = "")
    {
        _mechanism = mechanism;
        _noun = noun;
        // Several runs may share this machine, and its bus.
        Run = $"{example}-{Environment.ProcessId}";
        System = ExampleSystem.Create(example, mechanism, settings);
        Bus.Register(Run, System.ActorOf(Props.Create(() => new Registrar(OnJoined)), "registrar"));
    }

    public ActorSystem System { get; }

    public MessageBus Bus => MessageBus.Get(System);

    /// <inheritdoc cref="Membership.Run"/>
    public string Run { get; }

    /// <summary>Starts a process, and completes when it has joined.</summary>
    /// <exception cref="ExampleException">The operating system refuses, or the process has ended or hangs instead.</exception>
    public async Task<Member> StartAsync(Role role)
    {
        var joined = new TaskCompletionSource<IActorRef>(TaskCreationOptions.RunContinuationsAsynchronously);
        int number;
        ChildProcess process;
        lock (_lock)
        {
            if (_isLeaving)
                throw new OperationCanceledException($"{Run} is at its end.");
            number = _processes.Count + 1;
            process = ChildProcess.Start([role.Name, Run, number.ToString(CultureInfo.InvariantCulture), _mechanism]);
            _processes.Add(process);
            _joining.Add(joined);
        }

        var exited = process.WaitForExitAsync();
        try
        {
            await Task.WhenAny(joined.Task, exited).WaitAsync(JoinTimeout);
        }
        catch (TimeoutException)
        {
            throw new ExampleException($"{Name(number, process)} did not join within {JoinTimeout.TotalSeconds} s.");
        }

        return joined.Task.IsCompletedSuccessfully
            ? new Member(number, process, await joined.Task)
            : throw new ExampleException($"{Name(number, process)} ended with exit code {await exited} before it joined.");
    }

    /// <summary>Starts several at the same time, and completes when all have joined.</summary>
    /// <exception cref="ExampleException">As for one.</exception>
    public Task<Member[]> StartAsync(Role role, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(_ => StartAsync(role)));

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
            _isLeaving = true;
        // The members leave before the system does: they say goodbye to somebody who is still there.
        _processes.ForEach(process => process.Dismiss());
        await Task.WhenAll(_processes.Select(process => process.EndAsync(_noun)));
        _processes.ForEach(process => process.Dispose());
        await System.Terminate();
        System.Dispose();
    }

    private void OnJoined(int number, IActorRef actor)
    {
        lock (_lock)
            _joining[number - 1].TrySetResult(actor);
    }

    private string Name(int number, ChildProcess process) => $"{char.ToUpperInvariant(_noun[0])}{_noun[1..]} {number} (process {process.Id})";
}
