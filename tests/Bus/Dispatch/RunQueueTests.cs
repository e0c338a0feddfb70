using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using Bus.Dispatch;
using CsCheck;
using Xunit;

namespace Bus.Tests.Dispatch;

public sealed class RunQueueTests
{
    [Fact]
    public void It_is_a_bounded_queue()
    {
        // True: append, false: take.
        Gen.Bool.Array[0, 200].Sample(operations =>
        {
            var queue = new RunQueue(8);
            var model = new Queue<Mailbox>();
            foreach (var append in operations)
            {
                if (append)
                {
                    var mailbox = new Mailbox(new UnboundedMessageQueue());
                    Assert.Equal(model.Count < 8, queue.TryAppend(mailbox));
                    if (model.Count < 8)
                        model.Enqueue(mailbox);
                }
                else
                {
                    Assert.Equal(model.TryDequeue(out var expected), queue.TryTake(out var taken));
                    Assert.Same(expected, taken);
                }

                Assert.Equal(model.Count == 0, queue.IsEmpty);
            }
        });
    }
}
