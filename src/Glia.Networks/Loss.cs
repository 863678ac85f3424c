using Glia.Networks.Losses;
using Glia.Networks.Numbers;

namespace Glia.Networks;

/// <summary>
/// What training makes small: the weighted mean over rows of a row's loss, value and gradient together. Losses of classes take
/// logits, the outputs before sigmoid or softmax, so that no precision is lost.
/// </summary>
/// <remarks>
/// L = Σ wᵣ·ℓ(yᵣ, tᵣ) / Σ wᵣ. Everything is computed in double; sums are compensated, rows ascending; gradients are rounded
/// to float once. Weights of classes and samples arrive multiplied, one number a row; weight 2 gives exactly the value and
/// the gradient sum of the row given twice.
/// </remarks>
public abstract class Loss
{
    /// <summary>Gets the text form, such as <c>huber(delta=1)</c>.</summary>
    public abstract string Text { get; }

    /// <summary>Gets the text form without parameters, such as <c>huber</c>.</summary>
    public string Name => Text.Split('(')[0];

    /// <summary>
    /// Reads a loss: <c>squared</c>, <c>absolute</c>, <c>huber(delta=1)</c>, <c>quantile(level=0.5)</c> (also <c>quantile:0.5</c>), <c>poisson</c>, <c>binary_cross_entropy</c> (also
    /// <c>binary_cross_entropy(positive_1=3, positive_2=0.5)</c>, see <see cref="ForLabels"/>), <c>softmax_cross_entropy</c>.
    /// </summary>
    /// <param name="text">Name and parameters.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="GliaException">The text names no loss, or a parameter is wrong.</exception>
    public static Loss Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        NamedText named = NamedText.Parse(text.StartsWith("quantile:", StringComparison.Ordinal) ? $"quantile(level={text["quantile:".Length..]})" : text, "loss");
        Loss loss = named.Name switch
        {
            "squared" => new Squared(),
            "absolute" => new Absolute(),
            "huber" => new Huber(named.Take("delta", 1, 0, float.MaxValue, openLow: true)),
            "quantile" => new Quantile(named.Take("level", 0.5, 0, 1, openLow: true, openHigh: true)),
            "poisson" => new Poisson(),
            "binary_cross_entropy" => ForLabels(WeightedBinaryCrossEntropy.Take(named)),
            "softmax_cross_entropy" => new SoftmaxCrossEntropy(),
            _ => throw named.Unknown(["squared", "absolute", "huber", "quantile", "poisson", "binary_cross_entropy", "softmax_cross_entropy"]),
        };
        named.Done();
        return loss;
    }

    /// <summary>The binary cross-entropy of labels whose second class weighs more or less than the first: a missed positive costs that much more.</summary>
    /// <param name="positiveWeights">The weight of the second class of each output, positive; empty: 1 for all.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="GliaException">A weight is not positive and finite.</exception>
    public static Loss ForLabels(IReadOnlyList<double> positiveWeights)
    {
        ArgumentNullException.ThrowIfNull(positiveWeights);
        foreach (double weight in positiveWeights)
        {
            if (!(weight is > 0 and < double.PositiveInfinity))
            {
                throw new GliaException(Invariant($"The weight of a label's second class is {weight}; it has to be positive and finite."));
            }
        }

        return positiveWeights.Count == 0 ? new BinaryCrossEntropy() : new WeightedBinaryCrossEntropy(positiveWeights);
    }

    /// <summary>Gets the weight of the second class of each output, see <see cref="ForLabels"/>; empty: 1 for all.</summary>
    public virtual IReadOnlyList<double> PositiveWeights => [];

    /// <summary>Gets a value indicating whether the output is the logarithm of what is predicted, as Poisson's.</summary>
    public virtual bool TakesLogarithm => false;

    /// <summary>Gets the share of targets that shall lie below what is predicted; null unless a quantile is.</summary>
    public virtual double? Level => null;

    /// <summary>How wide a row of targets is for a network with so many outputs.</summary>
    /// <param name="outputs">Outputs of the network.</param>
    /// <returns>The width: the same, or 1 where the target is the index of a class.</returns>
    public virtual int TargetWidth(int outputs) => outputs;

    /// <summary>Says what is wrong with a target, or null. Called once for every value before training.</summary>
    /// <param name="target">One target value.</param>
    /// <param name="outputs">Outputs of the network.</param>
    /// <returns>What was expected, or null where it is right.</returns>
    public virtual string? Complaint(float target, int outputs) => float.IsFinite(target) ? null : "a finite number";

    /// <summary>Evaluates the loss of a batch and its gradient.</summary>
    /// <param name="outputs">Outputs of the network, <c>[rows, outputs]</c>.</param>
    /// <param name="targets">Targets, <c>[rows, TargetWidth(outputs)]</c>.</param>
    /// <param name="weights">Weight of each row, not negative; empty: 1 each.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="gradient">Gets ∂L/∂outputs, <c>[rows, outputs]</c>; empty: only the value is wanted.</param>
    /// <returns>The weighted mean; 0 where all weights are 0.</returns>
    public double Evaluate(
        ReadOnlySpan<float> outputs,
        ReadOnlySpan<float> targets,
        ReadOnlySpan<float> weights,
        int rows,
        Span<float> gradient)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        if (outputs.Length % rows != 0 || targets.Length != rows * TargetWidth(outputs.Length / rows)
            || (!weights.IsEmpty && weights.Length != rows) || (!gradient.IsEmpty && gradient.Length != outputs.Length))
        {
            string sizes = Invariant($"{outputs.Length} outputs, {targets.Length} targets, {weights.Length} weights and {gradient.Length} gradients");
            throw new ArgumentException(Invariant($"{rows} rows do not fit {sizes}."), nameof(rows));
        }

        LossBatch batch = new(outputs, targets, weights, rows);
        double total = batch.TotalWeight;
        WeightedSum sum = default;
        Accumulate(batch, gradient, total > 0 ? 1 / total : 0, ref sum);
        return sum.Mean;
    }

    /// <summary>Loss of one row and its gradient, both unweighted.</summary>
    /// <param name="output">The row's outputs.</param>
    /// <param name="target">The row's targets.</param>
    /// <param name="gradient">Gets ∂ℓ/∂output.</param>
    /// <returns>ℓ.</returns>
    protected abstract double Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<double> gradient);

    /// <summary>Adds the rows' losses to a sum; gradients are those of Σ wᵣ·ℓᵣ times scale.</summary>
    internal virtual void Accumulate(in LossBatch batch, Span<float> gradient, double scale, ref WeightedSum sum)
    {
        int width = batch.Outputs.Length / batch.Rows;
        Span<double> row = width <= 256 ? stackalloc double[width] : new double[width];
        for (int r = 0; r < batch.Rows; r++)
        {
            double weight = batch.Weight(r);
            double loss = Row(batch.Output(r), batch.Target(r), row);
            sum.Add(loss, weight);
            if (!gradient.IsEmpty)
            {
                WriteGradient(row, weight, scale, gradient.Slice(r * width, width));
            }
        }
    }

    private static void WriteGradient(ReadOnlySpan<double> row, double weight, double scale, Span<float> gradient)
    {
        // Rounded before the weight comes in, so that weight 2 is exactly the sum of two rows of weight 1.
        for (int j = 0; j < gradient.Length; j++)
        {
            gradient[j] = (float)weight * (float)(scale * row[j]);
        }
    }
}
