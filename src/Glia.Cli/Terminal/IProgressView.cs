namespace Glia.Cli.Terminal;

/// <summary>Something that shows how a training goes.</summary>
internal interface IProgressView : IDisposable
{
    /// <summary>Takes the newest state; called from the training thread, so it must return at once.</summary>
    void Show(LiveState state);

    /// <summary>The user asked for an end.</summary>
    void Stopping();
}
