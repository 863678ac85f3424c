namespace Glia.Tabular;

/// <summary>Waits for what may take any time and hears nothing meanwhile: a pipe that nobody writes into, or that nobody closes.</summary>
internal static class PipeWait
{
    /// <summary>Does something on a thread of its own, and waits for it until it is told to stop; the thread, which cannot be ended, then ends with the process.</summary>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public static T Until<T>(Func<T> make, CancellationToken cancel)
    {
        if (!cancel.CanBeCanceled)
        {
            return make();
        }

        Task<T> task = Task.Factory.StartNew(make, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        int first = WaitHandle.WaitAny([((IAsyncResult)task).AsyncWaitHandle, cancel.WaitHandle]);
        return first == 0 ? task.GetAwaiter().GetResult() : throw new OperationCanceledException(cancel);
    }
}
