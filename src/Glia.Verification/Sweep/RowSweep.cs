using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Glia.Kernels.Activations;
using Glia.Kernels.Randomness;
using Glia.Verification.Rows;

namespace Glia.Verification.Sweep;

/// <summary>Tries functions of whole rows on rows of many lengths and kinds.</summary>
internal static class RowSweep
{
    /// <summary>What is promised of functions of rows, in units of the last place.</summary>
    private const double Bound = 0.51;

    private static readonly int[] Lengths = [1, 2, 3, 5, 8, 10, 17, 64, 100, 1000, 4096];

    /// <summary>From nearly equal to hopelessly far apart.</summary>
    private static readonly float[] Spreads = [1e-6f, 0.1f, 1, 4, 20, 100];

    public static ProofResult Run(Activation activation, ProofOptions options, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        Tally[] tallies = [new(), new()];
        float[][] rows = [.. Rows((ulong)options.Offset, RowOracle.Of(activation, [0]).Group)];
        bool isComplete = true;
        try
        {
            Parallel.ForEach(
                rows,
                new ParallelOptions { MaxDegreeOfParallelism = options.Threads > 0 ? options.Threads : Environment.ProcessorCount, CancellationToken = cancel },
                row =>
                {
                    Tally[] seen = Judge(activation, row, cancel);
                    lock (tallies)
                    {
                        tallies[0].Add(seen[0]);
                        tallies[1].Add(seen[1]);
                    }
                });
        }
        catch (OperationCanceledException)
        {
            isComplete = false;
        }

        return new ProofResult
        {
            Function = activation.Text,
            Formula = activation.Info.Formula,
            Inputs = tallies[0].Inputs,
            IsComplete = isComplete,
            Quantities = new Dictionary<string, QuantityResult>(StringComparer.Ordinal) { ["value"] = tallies[0].Result(Bound), ["slope"] = tallies[1].Result(Bound) },
            ArbitraryPrecision = tallies[0].Inputs + tallies[1].Inputs,
            Contradictions = [],
            Seconds = clock.Elapsed.TotalSeconds,
            Kernels = KernelSample.Hash(activation),
        };
    }

    public static string KernelHash(Activation activation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (float[] row in Rows(0, RowOracle.Of(activation, [0]).Group))
        {
            (float[] value, float[] slope) = Compute(activation, row);
            hash.AppendData(MemoryMarshal.AsBytes(value));
            hash.AppendData(MemoryMarshal.AsBytes(slope));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static IEnumerable<float[]> Rows(ulong seed, int group)
    {
        var stream = new RandomStream(seed);
        foreach (int length in Lengths)
        {
            foreach (float spread in Spreads)
            {
                for (int repeat = 0; repeat < Math.Clamp(100 / length, 1, 20); repeat++)
                {
                    float[] row = new float[length * group];
                    for (int i = 0; i < row.Length; i++)
                    {
                        row[i] = stream.NextNormal() * spread;
                    }

                    yield return row;
                }
            }
        }
    }

    private static Tally[] Judge(Activation activation, float[] row, CancellationToken cancel)
    {
        var oracle = RowOracle.Of(activation, row);
        Tally[] tallies = [new(), new()];
        (float[] value, float[] slope) = Compute(activation, row);
        for (int o = 0; o < value.Length; o++)
        {
            cancel.ThrowIfCancellationRequested();

            // Where outputs are not as many as inputs, the witness is the output's number.
            tallies[0].Judge(value.Length == row.Length ? row[o] : o, value[o], oracle.Value(o));
        }

        for (int i = 0; i < row.Length; i++)
        {
            cancel.ThrowIfCancellationRequested();
            tallies[1].Judge(row[i], slope[i], oracle.Slope(i));
        }

        tallies[0].AddInputs(value.Length);
        tallies[1].AddInputs(row.Length);
        return tallies;
    }

    /// <summary>Values, and slopes: where the width changes, the gradient of the sum of all outputs.</summary>
    private static (float[] Value, float[] Slope) Compute(Activation activation, float[] row)
    {
        float[] value = new float[activation.OutputUnits(row.Length)];
        float[] slope = new float[row.Length];
        if (activation.Info.ChangesWidth)
        {
            activation.ForwardRows(row, row.Length, [], value);
            activation.BackwardRows(row, value, [.. value.Select(_ => 1f)], row.Length, [], slope, []);
        }
        else
        {
            activation.Forward(row, value);
            activation.Slope(row, slope);
        }

        return (value, slope);
    }
}
