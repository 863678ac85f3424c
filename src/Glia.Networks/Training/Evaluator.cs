using Glia.Kernels.Products;
using Glia.Networks.Losses;
using Glia.Networks.Numbers;

namespace Glia.Networks.Training;

/// <summary>Measures the loss of a whole set in prediction mode, piece by piece so that a cancellation is heard.</summary>
internal sealed class Evaluator(Network network, Loss loss, TrainingSet set, Team? team)
{
    /// <summary>Rows between two looks at the cancellation: some milliseconds even for wide networks.</summary>
    private const int Piece = 512;

    private readonly float[] _outputs = new float[checked(set.Rows * network.Outputs)];

    /// <summary>The set that is measured.</summary>
    public TrainingSet Set => set;

    /// <summary>Raw outputs of the last measurement [rows, outputs].</summary>
    public ReadOnlySpan<float> Outputs => _outputs;

    /// <summary>Weighted mean loss, or null if cancelled.</summary>
    public double? Measure(CancellationToken cancel)
    {
        WeightedSum sum = default;
        for (int start = 0; start < set.Rows; start += Piece)
        {
            if (cancel.IsCancellationRequested)
            {
                return null;
            }

            int rows = Math.Min(Piece, set.Rows - start);
            Span<float> outputs = _outputs.AsSpan(start * network.Outputs, rows * network.Outputs);
            network.Predict(set.X.Span.Slice(start * set.Features, rows * set.Features), rows, outputs, team);
            ReadOnlySpan<float> weights = set.Weights.IsEmpty ? default : set.Weights.Span.Slice(start, rows);
            ReadOnlySpan<float> targets = set.Targets.Span.Slice(start * set.TargetWidth, rows * set.TargetWidth);
            loss.Accumulate(new LossBatch(outputs, targets, weights, rows), default, 0, ref sum);
        }

        return sum.Mean;
    }
}
