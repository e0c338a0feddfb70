using System.Diagnostics;

namespace Bus.Transports.Links;

/// <summary>What the drainer does.</summary>
internal sealed partial class Outbox
{
    private void Drain(bool onSender)
    {
        try
        {
            // A sender writes its own frame and what came meanwhile, once; then it goes back to its own work.
            for (var rounds = 0; HasBatch(); rounds++)
            {
                if (onSender && rounds == 2)
                {
                    HandToPool();
                    return;
                }

                var letOthersIn = !onSender && !_channel.WritesAreCheap && _writing.Count < _smallBatch;
                if (!WriteBatch())
                {
                    HandToPump();
                    return;
                }

                // Whoever fills it meanwhile may be waiting for this processor. Where nobody is, this costs little beside the write.
                if (letOthersIn)
                    Thread.Yield();
            }
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }

    /// <summary>There is something to write: what is left of a batch, or the next. False, with the baton given back, if there is nothing.</summary>
    private bool HasBatch()
    {
        if (_written == _writing.Count)
            return TakeBatch();
        if (Feed is not null && LeavesLittle())
            TakeRestAlong();
        return true;
    }

    /// <summary>The few bytes that the batch has left become the beginning of what the feed has next, so that they need no block of their own.</summary>
    private void TakeRestAlong()
    {
        lock (_lock)
        {
            if (_aborted || _filling.Count > 0)
                return;
            var rest = _writing.Bytes[_written..];
            rest.CopyTo(_filling.Extend(rest.Length));
            TakeFilling();
        }
    }

    /// <summary>Makes everything that was appended the batch to write. False, with the baton given back, if there is nothing.</summary>
    private bool TakeBatch()
    {
        bool finished;
        lock (_lock)
        {
            if (!_aborted && TakeFilling())
                return true;
            _draining = false;
            // A burst's memory is not kept by an idle link. A busy one would only ask for it again, with each batch.
            _writing.Trim();
            _filling.Trim();
            _written = 0;
            _lastBusy = Stopwatch.GetTimestamp();
            finished = _completed && !_aborted;
        }

        if (finished)
            ReportDrained();
        return false;
    }

    /// <summary>Everything that was appended, and what the feed has, is the batch to write; nothing is left of the one before. With the lock held.</summary>
    private bool TakeFilling()
    {
        if (Feed is not null)
            AppendFed(Feed);
        if (_filling.Count == 0)
            return false;
        _writing.Clear();
        _written = 0;
        (_filling, _writing) = (_writing, _filling);
        return true;
    }

    /// <summary>Writes the batch, or all but the little that the next may take along. False if the channel is full, or closed.</summary>
    private bool WriteBatch()
    {
        do
        {
            var block = _writing.Bytes[_written..];
            var taken = _channel.TryWrite(block[..Math.Min(block.Length, _channel.MaxBlockBytes)]);
            if (taken == 0)
                return false;
            _written += taken;
            Volatile.Write(ref _taken, _taken + taken);
        }
        while (_written < _writing.Count && !(Feed is not null && LeavesLittle()));
        return true;
    }

    private bool LeavesLittle() => !_channel.WritesAreCheap && _writing.Count - _written <= _smallBatch;

    private void HandToPool()
    {
        lock (_lock)
        {
            if (_aborted)
            {
                _draining = false;
                return;
            }

            _inPool = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>
    /// Under the lock, so that <see cref="Abort"/> stops the pump either before, and the baton stays here, or after the turn
    /// was given: a turn given to a pump that has left would be waited for in vain.
    /// </summary>
    private void HandToPump()
    {
        lock (_lock)
        {
            if (_aborted)
                _draining = false;
            else
                (_pump ??= new Pump(this)).Start();
        }
    }

    private void ReportDrained()
    {
        lock (_lock)
        {
            if (_drainedReported)
                return;
            _drainedReported = true;
        }

        _onDrained();
    }

    private void Fail(Exception failure)
    {
        GiveBatonBack();
        _onFailure(failure);
    }

    private void GiveBatonBack()
    {
        lock (_lock)
        {
            _aborted = true;
            _draining = false;
        }
    }

    private enum Turn
    {
        /// <summary>Somebody drains already.</summary>
        Taken,

        /// <summary>The appender is to drain.</summary>
        Here,

        /// <summary>A thread of the pool is to drain.</summary>
        Pool,
    }
}
