namespace Glia.Health.Causes;

/// <summary>How far the search for causes is.</summary>
/// <param name="Doing">What has just been begun or ended, in words.</param>
/// <param name="Done">Experiments that are over.</param>
/// <param name="Total">Experiments in all; 0 while deaths are dated.</param>
public sealed record CauseProgress(string Doing, int Done, int Total);
