using Glia.Networks;

namespace Glia.Health.Treatments;

/// <summary>What healing came to.</summary>
/// <param name="Network">The network to use: the treated one, or the patient's own, untouched, where nothing helped.</param>
/// <param name="Before">The patient as it came.</param>
/// <param name="Untreated">The patient trained on for the same epochs with nothing changed: what every treatment is compared with.</param>
/// <param name="Trials">Every treatment, in the order of the catalogue.</param>
/// <param name="Kept">The one that was kept; null where everything was rolled back.</param>
public sealed record HealResult(Network Network, Trial Before, Trial Untreated, IReadOnlyList<Trial> Trials, Trial? Kept)
{
    /// <summary>Gets the health of <see cref="Network"/>.</summary>
    public required HealthReport Health { get; init; }

    /// <summary>Gets the verdict in a sentence.</summary>
    public required string Summary { get; init; }
}

/// <summary>One network that was tried.</summary>
/// <param name="Name">The treatment; "before" and "untreated" for what it is compared with.</param>
/// <param name="What">What was done.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record Trial(string Name, string What, TrialOutcome Outcome)
{
    /// <summary>Gets the mean loss of the held rows; null where it was not tried.</summary>
    public double? HeldLoss { get; init; }

    /// <summary>Gets the units found dead.</summary>
    public int DeadUnits { get; init; }

    /// <summary>Gets the number of findings.</summary>
    public int Findings { get; init; }

    /// <summary>Gets the steps made.</summary>
    public long Steps { get; init; }

    /// <summary>Gets the seconds it took.</summary>
    public double Seconds { get; init; }
}

/// <summary>What became of a trial.</summary>
public enum TrialOutcome
{
    /// <summary>What others are compared with.</summary>
    Reference,

    /// <summary>It helped most and was kept.</summary>
    Kept,

    /// <summary>It helped, another one more.</summary>
    Helped,

    /// <summary>It did not help: held rows were no better off, or as much was wrong as without it.</summary>
    RolledBack,

    /// <summary>Time was up, or somebody cancelled.</summary>
    NotTried,
}
