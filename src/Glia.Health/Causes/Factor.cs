namespace Glia.Health.Causes;

/// <summary>One thing that is changed alone.</summary>
/// <param name="Name">Its name in snake_case.</param>
/// <param name="Kind">Where in the chain it acts.</param>
/// <param name="Arrange">Sets up the experiment; null where there is nothing to change.</param>
internal sealed record Factor(string Name, CauseKind Kind, Func<Case, Arrangement?> Arrange);
