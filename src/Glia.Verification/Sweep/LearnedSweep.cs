using Glia.Kernels.Activations;
using Glia.Verification.Formulas;
using Glia.Verification.Numbers;
using Glia.Verification.Series;

namespace Glia.Verification.Sweep;

/// <summary>Tries the gradient of a learned parameter, ∂y/∂p, against the formula's derivative with respect to that name.</summary>
internal static class LearnedSweep
{
    /// <summary>What is promised, in units of the last place: evaluated in double, rounded once.</summary>
    public const double Bound = 0.51;

    private const int FirstBits = 96;
    private const int LastBits = 3072;

    /// <summary>The slopes by the parameter at its value, on floats evenly spread by their bits.</summary>
    public static Tally Run(Activation activation, int dense, ParallelOptions parallel)
    {
        string name = activation.Info.LearnedParameter!;
        float p = activation.Parameters[name];
        Expression formula = FormulaParser.Parse(activation.Info.Formula, activation.Parameters, name);
        Expression[] sides = [FarForm.Of(formula, isNegative: false, isFar: false), FarForm.Of(formula, isNegative: true, isFar: false)];
        (float[] x, float[] gradient) = Gradients(activation, dense);
        var total = new Tally(function: activation.Text);
        Parallel.For(0, x.Length, parallel, () => new Tally(function: activation.Text), (i, _, tally) =>
        {
            tally.Judge(x[i], gradient[i], At(sides[float.IsNegative(x[i]) ? 1 : 0], name, x[i], p));
            tally.AddInputs(1);
            return tally;
        }, tally =>
        {
            lock (total)
            {
                total.Add(tally);
            }
        });
        return total;
    }

    /// <summary>Inputs and what the kernels say of the parameter's slope there.</summary>
    public static (float[] X, float[] Gradients) Gradients(Activation activation, int dense)
    {
        float p = activation.Parameters[activation.Info.LearnedParameter!];
        Activation unitwise = ActivationCatalog.Parse(activation.Text.Replace($"learn={activation.Learned}", "learn=unit", StringComparison.OrdinalIgnoreCase));
        long stride = (1L << 32) / dense;
        float[] x = [.. Enumerable.Range(0, dense).Select(i => BitConverter.Int32BitsToSingle((int)(uint)(i * stride))).Where(float.IsFinite)];
        float[] learned = new float[x.Length];
        float[] ones = new float[x.Length];
        float[] y = new float[x.Length];
        float[] dz = new float[x.Length];
        float[] gradient = new float[x.Length];
        Array.Fill(learned, p);
        Array.Fill(ones, 1);

        // One row, in which every unit has a parameter of its own, so that its gradient is the slope at its one input.
        unitwise.ForwardRows(x, x.Length, learned, y);
        unitwise.BackwardRows(x, y, ones, x.Length, learned, dz, gradient);
        return (x, gradient);
    }

    private static Truth At(Expression formula, string name, float x, float p)
    {
        for (int bits = FirstBits; ; bits *= 2)
        {
            var taylor = new Taylor(1, bits);
            var variables = new Dictionary<string, Ball[]>(StringComparer.Ordinal)
            {
                ["x"] = taylor.Constant(Ball.Of(x)),
                [name] = taylor.Linear(Ball.Of(p), Ball.One),
            };
            Ball result = new Evaluation(taylor, variables).Of(formula)[1];
            if (result.ToSingle() is { } rounded)
            {
                return new(rounded, result.Mid, result.IsExactZero);
            }

            if (bits >= LastBits)
            {
                return Oracle.Settle(result);
            }
        }
    }
}
