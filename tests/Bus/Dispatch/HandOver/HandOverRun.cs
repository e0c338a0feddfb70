using System.Collections.Concurrent;
using Akka.Actor;
using Bus.Dispatch;
using Xunit;

namespace Bus.Tests.Dispatch.HandOver;

/// <summary>
/// Has the role taken as often as it can be, by a watchdog that never rests, while actors work, wait and tell each other, and checks that
/// every message is handled once, in order, by one thread at a time.
/// </summary>
internal sealed class HandOverRun : IDisposable
{
    private readonly HandOverScenario _scenario;
    private readonly LaneWatchdog _watchdog = new();
    private readonly CountdownEvent _left;
    private readonly ConcurrentQueue<string> _problems = new();
    private readonly IActorRef[] _actors;
    private readonly TestLane _lane;

    public HandOverRun(ActorSystem system, HandOverScenario scenario)
    {
        _scenario = scenario;
        _left = new CountdownEvent(scenario.Messages + 1);
        _actors = [.. Enumerable.Range(0, scenario.Actors).Select(own => system.ActorOf(
            Props.Create(() => new NumberedActor(this, own)).WithDispatcher(LaneDispatcher.ConfigId)))];
        _lane = new TestLane(system, TestLane.Patient with
        {
            TimeBudget = TimeSpan.FromMicroseconds(scenario.BudgetMicroseconds),
            BlockedAfter = TimeSpan.FromMilliseconds(1),
            MaxBlockedThreads = 64,
        }, _watchdog);
    }

    /// <returns>How often the role has changed hands.</returns>
    public int Check()
    {
        using var stop = new CancellationTokenSource();
        var watcher = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                _watchdog.Look(TimeSpan.FromMilliseconds(1));
                Thread.Yield();
            }
        })
        {
            IsBackground = true,
        };
        watcher.Start();
        DeliverAll();

        _left.Signal();
        Assert.True(_left.Wait(Testing.Eventually.Patience), $"{_left.CurrentCount} messages are lost");
        _lane.Close();
        Assert.True(_lane.Thread.Completion.Wait(Testing.Eventually.Patience));
        Assert.True(SpinWait.SpinUntil(() => _lane.Thread.HeldThreads == 0, Testing.Eventually.Patience));
        stop.Cancel();
        Assert.True(watcher.Join(Testing.Eventually.Patience));
        Assert.Empty(_problems);
        Assert.Equal(0, _lane.Overlaps);
        Assert.Equal(0, _lane.StepsAfterEnd);
        return _lane.Thread.Generation;
    }

    public void Dispose() => _left.Dispose();

    private static void Delay(int amount)
    {
        switch (amount % 4)
        {
            case 0:
                break;
            case 1:
                Thread.SpinWait(amount);
                break;
            case 2:
                Thread.Yield();
                break;
            default:
                Thread.Sleep(amount % 3 / 2);
                break;
        }
    }

    private void DeliverAll()
    {
        var next = new int[_actors.Length];
        foreach (var (delay, messages) in _scenario.Batches)
        {
            _lane.Deliver(() =>
            {
                Delay(delay);
                foreach (var (actor, work, amount) in messages)
                {
                    _actors[actor].Tell(new Numbered(-1, next[actor]++, work, amount));
                    Delay(amount);
                }
            });
        }
    }

    /// <summary>Its state is guarded by nothing but the promise of the dispatcher.</summary>
    private sealed class NumberedActor(HandOverRun run, int own) : UntypedActor
    {
        private readonly Dictionary<int, int> _expected = [];
        private readonly int[] _forwarded = new int[run._scenario.Actors];
        private int _inside;

        protected override void OnReceive(object message)
        {
            var it = (Numbered)message;
            if (Interlocked.Exchange(ref _inside, 1) == 1)
                run._problems.Enqueue($"Actor {own} runs twice at the same time");
            var expected = _expected.GetValueOrDefault(it.Sender);
            if (it.Number != expected)
                run._problems.Enqueue($"Actor {own} got {it.Number} of sender {it.Sender} in place of {expected}");
            _expected[it.Sender] = it.Number + 1;
            Do(it);
            Volatile.Write(ref _inside, 0);
            run._left.Signal();
        }

        private void Do(Numbered it)
        {
            switch (it.Work)
            {
                case Work.Spin:
                    Thread.SpinWait(it.Amount * 10);
                    break;
                case Work.Yield:
                    Thread.Yield();
                    break;
                case Work.Sleep:
                    Thread.Sleep(it.Amount % 2);
                    break;
                case Work.Forward:
                    var actor = it.Amount % run._actors.Length;
                    run._actors[actor].Tell(new Numbered(own, _forwarded[actor]++, Work.Nothing, 0));
                    break;
                case Work.AwaitTheLane:
                    using (var gate = new ManualResetEventSlim())
                    {
                        run._lane.Deliver(gate.Set);
                        if (!gate.Wait(Testing.Eventually.Patience))
                            run._problems.Enqueue($"Actor {own} has waited for the lane in vain");
                    }

                    break;
                case Work.Nothing:
                default:
                    break;
            }
        }
    }
}
