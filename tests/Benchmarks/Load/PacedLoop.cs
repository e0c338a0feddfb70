using System.Diagnostics;
using Akka.Actor;
using Bus.Benchmarks.Payloads;
using Bus.Benchmarks.Peers;

namespace Bus.Benchmarks.Load;

/// <summary>
/// An open loop: one message every 1.25 ms, come what may, and each latency counted from the moment at which its message was
/// due. So a stall is felt by every message that fell into it, also by those that could only be sent late.
/// </summary>
/// <remarks>
/// The pace is far below what any carrier can do, the same for all, and leaves both sides asleep between two messages: the
/// wake-ups are part of what it measures, as they are in an application that is mostly idle. Its p50 therefore cannot be
/// compared with that of a closed loop.
/// </remarks>
internal static class PacedLoop
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(1.25);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static int MessagesPerSecond => (int)Math.Round(1 / Interval.TotalSeconds);

    /// <exception cref="BenchmarkException">Messages were lost.</exception>
    public static async Task<LoadResult> RunAsync(
        CarrierPair pair, Payload payload, TimeSpan warmUp, TimeSpan measured, CancellationToken cancelled)
    {
        // The usage is asked for before the schedule exists: its first message is due a moment later.
        var before = await pair.UsageAsync(cancelled);
        var schedule = new PacedSchedule(Interval, (int)(warmUp / Interval), (int)(measured / Interval));
        var finished = new TaskCompletionSource<ClientReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        var client = pair.Spawn(Props.Create(() => new PacedClient(schedule, finished)));
        // A thread of its own, so that neither the pool nor an actor's turn is part of the pace.
        var pacer = new Thread(() => Send(schedule, pair.Echoes[0], payload, client, cancelled)) { IsBackground = true, Name = "pacer" };
        pacer.Start();
        try
        {
            var report = await finished.Task.WaitAsync(warmUp + measured + Patience, cancelled);
            return LoadResult.Of(measured, await pair.UsageAsync(cancelled) - before, [report]);
        }
        catch (TimeoutException e)
        {
            throw new BenchmarkException($"Over {pair.Carrier} paced messages were lost.", e);
        }
        finally
        {
            pair.Stop(client);
        }
    }

    private static void Send(PacedSchedule schedule, IActorRef echo, Payload payload, IActorRef client, CancellationToken cancelled)
    {
        for (var i = 0; i < schedule.Count && !cancelled.IsCancellationRequested; i++)
        {
            while (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), schedule.DueAt(i)) is { Ticks: > 0 } remaining)
            {
                // Sleep wakes up to a tenth of a millisecond late; the rest is waited for, and the processor offered to others
                // meanwhile.
                if (remaining > TimeSpan.FromMilliseconds(1.1))
                    Thread.Sleep(1);
                else
                    Thread.Yield();
            }

            echo.Tell(payload.Message, client);
        }
    }
}
