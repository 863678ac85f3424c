using Glia.Kernels.Activations;

namespace Glia.Kernels.Tests.Activations;

/// <summary>Values and slopes against tests/vectors/activations, which an independent oracle made: every float correctly rounded.</summary>
public sealed class VectorTests
{
    public static TheoryData<string> Names() => [.. ActivationCatalog.All.Select(info => info.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_and_slopes_are_the_correctly_rounded_ones(string name)
    {
        string file = Repository.At("tests", "vectors", "activations", name + ".csv");
        Assert.True(File.Exists(file), $"{name} has no vectors: run python3 tools/vectors.py {name} after adding its formula there.");
        Activation? activation = null;
        var wrong = new List<string>();
        int compared = 0;
        foreach (string line in File.ReadLines(file))
        {
            const string Header = "# activation: ";
            if (line.StartsWith(Header, StringComparison.Ordinal))
            {
                activation = ActivationCatalog.Parse(line[Header.Length..]);
            }
            else if (!line.StartsWith('#'))
            {
                Compare(activation!, line, wrong);
                compared++;
            }
        }

        Assert.True(compared > 100, $"Only {compared} points.");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {compared} differ:\n{string.Join('\n', wrong.Take(20))}");
    }

    private static void Compare(Activation activation, string line, List<string> wrong)
    {
        float[][] columns = [.. line.Split(',').Select(column => column.Split(' ').Select(HexFloat.Parse).ToArray())];
        float[] z = columns[0];
        float[] result = Catalogue.Forward(activation, z);
        Check("value", result, columns[1]);
        if (activation.Info.ChangesWidth)
        {
            float[] gradients = new float[z.Length];
            activation.Backward(z, result, [.. result.Select(_ => 1f)], gradients);
            Check("gradient of the sum", gradients, columns[2]);
        }
        else
        {
            activation.Slope(z, result);
            Check("slope", result, columns[2]);
        }

        if (columns.Length > 3)
        {
            float[] gradient = [float.NaN];
            activation.BackwardRows(z, result, [1f], 1, [activation.LearnedStart], new float[1], gradient);
            Check("parameter slope", gradient, columns[3]);
        }

        void Check(string what, float[] actual, float[] expected)
        {
            for (int i = 0; i < expected.Length; i++)
            {
                bool same = float.IsNaN(expected[i]) ? float.IsNaN(actual[i]) : BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i]);

                // A product with 0 is 0 of either sign; the oracle knows one.
                same |= activation.Info.ChangesWidth && expected[i] == 0 && actual[i] == 0;
                if (!same)
                {
                    wrong.Add(FormattableString.Invariant($"{activation.Text} {what} at {z[Math.Min(i, z.Length - 1)]:R}: {actual[i]:R}, expected {expected[i]:R}"));
                }
            }
        }
    }
}
