namespace Glia.Tabular;

/// <summary>Waits for what may take any time and hears nothing meanwhile: a pipe that nobody writes into, or that nobody closes.</summary>
internal static class PipeWait
{
    /// <summary>Does something with a file on a thread of its own, and waits for it until it is told to stop; the thread, which cannot be ended, then ends with the process.</summary>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public static T Until<T>(string path, Func<T> make, CancellationToken cancel)
    {
        if (!cancel.CanBeCanceled || IsPlain(path))
        {
            return make();
        }

        Task<T> task = Task.Factory.StartNew(make, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        int first = WaitHandle.WaitAny([((IAsyncResult)task).AsyncWaitHandle, cancel.WaitHandle]);
        return first == 0 ? task.GetAwaiter().GetResult() : throw new OperationCanceledException(cancel);
    }

    /// <summary>Whether it is a file with something in it, which makes nobody wait: a pipe has no length. Links are not followed, so that they count as pipes.</summary>
    private static bool IsPlain(string path)
    {
        try
        {
            FileInfo file = new(path);
            return file.LinkTarget is null && file.Length > 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return false;
        }
    }
}
