using System.Globalization;
using Bus.Transports;
using Bus.Transports.Interop;
using Bus.Transports.Mechanisms;

namespace Bus.Peer;

/// <summary>One side of a wake-up, without a link: says what it does, does it, and waits to be killed.</summary>
internal static class WakeUpPeer
{
    public static async Task<int> Run(string name, string act, int seat, string? file)
    {
        var kind = WakeUpKinds.Find(name) ?? throw new ArgumentException($"There is no wake-up '{name}'.", nameof(name));
        if (act == "create")
        {
            var created = WakeUpKinds.Create(kind, seat);
            Console.WriteLine(BitConverter.ToInt32(created.Details.Span).ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            var page = WakePage.Attach(File.OpenHandle(file!, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));
            Act(kind, act, seat, page);
        }

        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static unsafe void Act(RingWakeUp kind, string act, int seat, WakePage page)
    {
        if (act == "hold")
        {
            PthreadMutex.Lock(page[seat]);
            Console.WriteLine("holds");
            return;
        }

        var wakeUp = kind == RingWakeUp.PosixSemaphore ? (WakeUp)new PosixSemaphoreWakeUp(seat, page) : new MutexCondvarWakeUp(seat, page);
        Console.WriteLine("sleeps");
        ulong position = 0;
        while (true)
            wakeUp.Sleep(&position, 0);
    }
}
