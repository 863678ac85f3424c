using Glia.Kernels.Activations;
using Glia.Networks.Layers;
using Glia.Onnx;
using Glia.Tabular;
using Glia.Verification;
using Microsoft.ML.OnnxRuntime;

namespace Glia.PublicApi.Tests.Kernels;

/// <summary>What docs/adding-an-activation.md promises to a user who adds a function outside the library, step by step.</summary>
public sealed class SmishTests
{
    private static readonly Activation Own = Activation.Of(default(Smish));

    private static readonly Table Iris = Table.Read(Repository.At("samples", "iris.csv"));

    [Fact]
    public void Values_are_rounded_once_from_the_formula()
    {
        float[] x = [.. Enumerable.Range(-4000, 8001).Select(i => i / 97f)];
        float[] y = new float[x.Length];
        float[] fast = new float[x.Length];
        Own.Forward(x, y);
        Own.Fast.Forward(x, fast);
        for (int i = 0; i < x.Length; i++)
        {
            double sigmoid = 1 / (1 + Math.Exp(-(double)x[i]));
            double q = sigmoid * (2 + sigmoid);
            double expected = x[i] * q / (2 + q);
            double ulp = Math.Max(float.Epsilon, Math.Abs(MathF.BitIncrement((float)expected) - (double)(float)expected));
            Assert.InRange(Math.Abs(y[i] - expected), 0, 0.5001 * ulp);
            Assert.InRange(Math.Abs(fast[i] - expected), 0, 2 * ulp);
        }
    }

    [Fact]
    public void Infinities_zeros_and_missing_numbers_come_out_right()
    {
        float[] y = new float[5];
        float[] slope = new float[5];
        Own.Forward([float.NegativeInfinity, -0f, 0f, float.PositiveInfinity, float.NaN], y);
        Own.Slope([float.NegativeInfinity, -0f, 0f, float.PositiveInfinity, float.NaN], slope);
        Assert.Equal([-0f, -0f, 0f, float.PositiveInfinity, float.NaN], y);
        Assert.True(float.IsNegative(y[0]) && float.IsNegative(y[1]));
        Assert.Equal([0.6f, float.NaN], slope[3..]);
        Assert.Equal(0, slope[0]);
    }

    [Fact]
    public void It_trains_in_a_network_and_runs_elsewhere_by_its_decomposition()
    {
        var options = new FitOptions { Layers = [new DenseSpec(12), ActivationSpec.Of(Own), new DenseSpec(12), ActivationSpec.Of(Own)] };
        ClassificationModel model = new Classifier { Options = options, Epochs = 200, Seed = 3 }.Fit(Iris, "target", cancel: TestContext.Current.CancellationToken);
        Assert.InRange(model.Evaluate(Iris).Metrics["accuracy"], 0.95, 1);

        using var session = new InferenceSession(OnnxExport.ToBytes(model));
        Dictionary<string, OrtValue> inputs = session.InputMetadata.ToDictionary(input => input.Key, input => Column(input.Key, input.Value.ElementType));
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, inputs, ["probabilities"]);
        ReadOnlySpan<float> theirs = outputs[0].GetTensorDataAsSpan<float>();
        float[] ours = model.PredictProbabilities(Iris);
        Assert.Equal(ours.Length, theirs.Length);
        for (int i = 0; i < ours.Length; i++)
        {
            Assert.Equal(ours[i], theirs[i], 1e-4f);
        }

        foreach (OrtValue input in inputs.Values)
        {
            input.Dispose();
        }
    }

    [Fact]
    public void Its_formula_is_read_and_value_and_slope_are_proved_against_it()
    {
        ProofResult proof = ActivationProof.Run(Own, new ProofOptions { Stride = 100_003, Fast = true, Threads = 1 }, cancel: TestContext.Current.CancellationToken);
        Assert.True(proof.IsComplete);
        Assert.Empty(proof.Contradictions);
        Assert.True(proof.Inputs > 40_000, $"{proof.Inputs} inputs");
        Assert.Equal(0, proof.Quantities["value"].Misrounded);
        Assert.Equal(0, proof.Quantities["slope"].Misrounded);
        Assert.True(proof.IsProved);
    }

    private static OrtValue Column(string name, Type type)
    {
        double[] values = ((NumberColumn)Iris[name]).Values.ToArray();
        long[] shape = [values.Length, 1];
        return type == typeof(double)
            ? OrtValue.CreateTensorValueFromMemory(values, shape)
            : OrtValue.CreateTensorValueFromMemory(values.Select(value => (float)value).ToArray(), shape);
    }
}
