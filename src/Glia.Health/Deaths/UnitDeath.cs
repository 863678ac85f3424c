namespace Glia.Health.Deaths;

/// <summary>
/// The killing update of a unit: with the weights before it, the unit fired on some training row; after it, on none, up to the end of
/// the training.
/// </summary>
/// <remarks>
/// The jump of the mean pre-activation z̄ = w·x̄ + b is the sum of three parts, the inputs of the unit changing first, then its weights, then its
/// bias: w·Δx̄ (with the weights before), Δw·x̄ (with the inputs after) and Δb. A normalisation layer in front of the activation
/// counts with the weights, its shift with the bias.
/// </remarks>
public sealed record UnitDeath
{
    /// <summary>Gets the name of the activation layer.</summary>
    public required string Layer { get; init; }

    /// <summary>Gets the unit, counted from 0.</summary>
    public required int Unit { get; init; }

    /// <summary>Gets the number of the step whose update it was; the first is 1.</summary>
    public required long Step { get; init; }

    /// <summary>Gets the epoch of that step; the first is 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Gets the training rows in the batch of that step, counted from 0.</summary>
    public required IReadOnlyList<int> BatchRows { get; init; }

    /// <summary>Gets z̄ before the update, over the rows looked at.</summary>
    public required double MeanBefore { get; init; }

    /// <summary>Gets the largest pre-activation before; above 0 unless only a row that was not looked at fired.</summary>
    public required double MaxBefore { get; init; }

    /// <summary>Gets z̄ after the update.</summary>
    public required double MeanAfter { get; init; }

    /// <summary>Gets the largest pre-activation after: 0 or below.</summary>
    public required double MaxAfter { get; init; }

    /// <summary>Gets the part of the jump that the bias made.</summary>
    public required double ByBias { get; init; }

    /// <summary>Gets the part of the jump that the unit's own weights made.</summary>
    public required double ByWeights { get; init; }

    /// <summary>Gets the part of the jump that changed inputs made: the layers before.</summary>
    public required double ByInputs { get; init; }

    /// <summary>Gets the learning rate of the step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Gets the gradient norm of the step, before clipping.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>Gets the running median of the gradient norm over up to 101 steps before; 0 where the replay has none.</summary>
    public required double MedianGradientNorm { get; init; }

    /// <summary>Gets how many training rows were looked at after each update.</summary>
    public required int Rows { get; init; }

    /// <summary>
    /// Gets a value indicating whether every update from the unit's last firing in a batch to the end was followed by a look at all training
    /// rows. Otherwise rows were sampled evenly, or updates later than an epoch of silence were looked at now and then.
    /// </summary>
    public required bool IsExact { get; init; }

    /// <summary>Gets z̄ after minus z̄ before.</summary>
    public double Jump => MeanAfter - MeanBefore;

    /// <summary>Gets the bias's share of the sizes of the three parts.</summary>
    public double BiasShare => Share(ByBias);

    /// <summary>Gets the weights' share of the sizes of the three parts.</summary>
    public double WeightShare => Share(ByWeights);

    /// <summary>Gets the inputs' share of the sizes of the three parts.</summary>
    public double InputShare => Share(ByInputs);

    private double Share(double part)
    {
        double all = Math.Abs(ByBias) + Math.Abs(ByWeights) + Math.Abs(ByInputs);
        return all > 0 ? Math.Abs(part) / all : 0;
    }
}
