namespace Glia.HealthBoard.Repairs;

/// <summary>A failing run and what became of it.</summary>
/// <param name="Before">Its score on the judging rows.</param>
/// <param name="Scores">Way of mending to the score it ends with.</param>
/// <param name="Kept">The treatment that healing kept; "none" where it rolled back all.</param>
/// <param name="Trials">Trainings that healing made.</param>
internal sealed record Mended(double Before, IReadOnlyDictionary<string, double> Scores, string Kept, int Trials);
