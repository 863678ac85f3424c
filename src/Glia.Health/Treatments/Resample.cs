using Glia.Health.Measures;
using Glia.Health.Probes;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Treatments;

/// <summary>
/// Dead units are put to work where the network is worst: a unit's incoming weights point at the layer's input on one of the rows of highest loss, at a fifth of
/// the mean norm of living units, bias at minus half of what that row gives; outgoing weights 0, so that the output stays the same at first.
/// Source: resampling of dead neurons in sparse autoencoders (Bricken et al., Towards Monosemanticity, 2023), which has the factor 0.2.
/// </summary>
internal sealed class Resample : ITreatment
{
    private const double Scale = 0.2;

    /// <summary>Rows that are looked through, and rows that are taken: as many as a layer may have dead units, mostly.</summary>
    private const int MostSearched = 4096, MostTaken = 1024;

    public string Name => "resample";

    public Treated? Treat(Patient patient)
    {
        Network network = patient.Copy();
        (float[] x, int rows) = Worst(patient);
        ForwardPass pass = network.Run(x, rows);
        (int resampled, int at) = (0, 0);
        foreach (Ward ward in Surgery.Wards(network, patient.Health))
        {
            if (ward.Next is not { } next || network.Layers[ward.Stage.Before] is not DenseLayer dense)
            {
                continue;
            }

            double norm = Scale * MeanNorm(dense.Weights, ward.Units);
            ReadOnlySpan<float> inputs = pass.Output(ward.Stage.Before - 1);
            foreach (int unit in ward.Units)
            {
                ReadOnlySpan<float> row = inputs.Slice(at++ % rows * dense.Inputs, dense.Inputs);
                double length = Math.Sqrt(Spread.MeanSquare(row) * row.Length);
                if (length > 0)
                {
                    Point(dense, unit, row, norm / length);
                    dense.Bias.Values[unit] = (float)(-0.5 * norm * length);
                    next.Weights.Values.Slice(unit * next.Weights.Columns, next.Weights.Columns).Clear();
                    resampled++;
                }
            }
        }

        return resampled == 0 ? null : new Treated(network, patient.Gentle, Invariant($"{Words.Count(resampled, "dead unit")} pointed at rows of high loss, outgoing weights 0"));
    }

    private static void Point(DenseLayer dense, int unit, ReadOnlySpan<float> row, double factor)
    {
        for (int input = 0; input < row.Length; input++)
        {
            dense.Weights.Values[(input * dense.Outputs) + unit] = (float)(factor * row[input]);
        }
    }

    /// <summary>Mean norm of the incoming weights of units that live; of all where none does.</summary>
    private static double MeanNorm(Parameter weights, int[] dead)
    {
        int[] units = [.. Enumerable.Range(0, weights.Columns).Except(dead)];
        return (units.Length > 0 ? units : dead).Average(unit =>
        {
            double square = 0;
            for (int at = unit; at < weights.Length; at += weights.Columns)
            {
                square += weights.Values[at] * (double)weights.Values[at];
            }

            return Math.Sqrt(square);
        });
    }

    /// <summary>Rows in the order of their loss, highest first.</summary>
    private static (float[] X, int Rows) Worst(Patient patient)
    {
        TrainingSet set = Deaths.Sample.Of(patient.Train, MostSearched).Set;
        float[] outputs = new float[set.Rows * patient.Network.Outputs];
        patient.Network.Predict(set.X.Span, set.Rows, outputs);
        double[] losses = new double[set.Rows];
        for (int row = 0; row < losses.Length; row++)
        {
            losses[row] = patient.Loss.Evaluate(
                outputs.AsSpan(row * patient.Network.Outputs, patient.Network.Outputs), set.Targets.Span.Slice(row * set.TargetWidth, set.TargetWidth), default, 1, default);
        }

        int[] order = [.. Enumerable.Range(0, losses.Length).OrderByDescending(row => losses[row]).Take(MostTaken)];
        return (Deaths.Sample.Take(set.X.Span, set.Features, order), order.Length);
    }
}
