using System.Collections.Concurrent;
using System.Diagnostics;
using Glia.Kernels.Activations;
using Glia.Verification.Formulas;
using Glia.Verification.Rows;
using Glia.Verification.Series;
using Glia.Verification.Sweep;

namespace Glia.Verification;

/// <summary>
/// Proves, or refutes, that an activation function gives the correctly rounded real value and slope: runs the kernels on every float,
/// and compares with the function's own formula, read from its description and evaluated by arithmetic that shares nothing with the kernels.
/// </summary>
public static class ActivationProof
{
    private const int Binades = 255;
    private const int BinadeBits = 23;

    /// <summary>Verifies a function; a user's own too.</summary>
    /// <param name="activation">The function at its parameters.</param>
    /// <param name="options">How much is looked at; everything unless told.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancel">Ends the run early; what was found so far is returned.</param>
    /// <returns>What was found.</returns>
    public static ProofResult Run(Activation activation, ProofOptions? options = null, IProgress<ProofProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(activation);
        options ??= new ProofOptions();
        if (options.Stride < 1)
        {
            throw new ArgumentException($"The stride is {options.Stride}; it must be at least 1.", nameof(options));
        }

        try
        {
            _ = activation.IsRowwise ? (object)RowOracle.Of(activation, [0]) : FormulaParser.Parse(activation.Info.Formula, activation.Parameters);
        }
        catch (GliaException unreadable)
        {
            return new ProofResult
            {
                Function = activation.Text,
                Formula = activation.Info.Formula,
                Inputs = 0,
                IsComplete = false,
                Quantities = new Dictionary<string, QuantityResult>(StringComparer.Ordinal),
                ArbitraryPrecision = 0,
                Contradictions = [],
                NotCovered = unreadable.Message,
                Seconds = 0,
                Kernels = KernelHashes.None,
            };
        }

        return activation.IsRowwise ? RowSweep.Run(activation, options, cancel) : RunElementwise(activation, options, progress, cancel);
    }

    /// <summary>Hashes of the results on a fixed sample of inputs: tell whether kernels are still those that were verified.</summary>
    /// <param name="activation">The function at its parameters.</param>
    /// <returns>One hash for each thing that is verified.</returns>
    public static KernelHashes HashKernels(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return KernelSample.Hash(activation);
    }

    private static ProofResult RunElementwise(Activation activation, ProofOptions options, IProgress<ProofProgress>? progress, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var oracle = new Oracle(activation);
        var total = new UnitSweep(activation, oracle, options.Fast);
        total.RunSpecial(Specials(activation.Info));
        bool isComplete = Sweep(activation, options, oracle, total, progress, cancel);
        string[] names = ["value", "slope", "fast value", "fast slope"];
        var quantities = Enumerable.Range(0, options.Fast ? 4 : 2)
            .ToDictionary(i => names[i], i => total.Tallies[i].Result(i < 2 ? 0.5 : activation.Info.FastUlps), StringComparer.Ordinal);
        List<Activation> grid = [];
        try
        {
            if (isComplete && options.Dense > 0)
            {
                ParallelOptions parallel = Parallelism(options, cancel);
                foreach ((string name, QuantityResult result) in FormatSweep.Run(activation, oracle, options.Dense, parallel))
                {
                    quantities[name] = result;
                }

                grid = ParameterGrid.Of(activation);
                RunGrid(activation, grid, options, total.Contradictions, quantities, cancel);
            }
        }
        catch (OperationCanceledException)
        {
            isComplete = false;
        }

        return new ProofResult
        {
            Function = activation.Text,
            Formula = activation.Info.Formula,
            Inputs = total.Tallies[0].Inputs,
            IsComplete = isComplete,
            Quantities = quantities,
            Grid = [.. grid.Select(function => function.Text)],
            ArbitraryPrecision = oracle.Asked,
            Contradictions = [.. total.Contradictions],
            Seconds = clock.Elapsed.TotalSeconds,
            Kernels = HashKernels(activation),
        };
    }

    /// <summary>Value and slope at other parameters, and at all of them the gradient of a parameter that may be learned.</summary>
    private static void RunGrid(
        Activation activation, List<Activation> grid, ProofOptions options, SortedSet<string> contradictions, Dictionary<string, QuantityResult> quantities, CancellationToken cancel)
    {
        ProofOptions sample = options with { Stride = Math.Max(1, (1L << 32) / options.Dense), Offset = 0, Fast = false };
        Tally[] tallies = [new(), new()];
        foreach (Activation function in grid)
        {
            var oracle = new Oracle(function);
            var seen = new UnitSweep(function, oracle, fast: false, function.Text);
            seen.RunSpecial(Specials(function.Info));
            if (!Sweep(function, sample, oracle, seen, progress: null, cancel))
            {
                throw new OperationCanceledException(cancel);
            }

            tallies[0].Add(seen.Tallies[0]);
            tallies[1].Add(seen.Tallies[1]);
            contradictions.UnionWith(seen.Contradictions.Select(said => $"{function.Text}: {said}"));
        }

        if (grid.Count > 0)
        {
            quantities["grid value"] = tallies[0].Result(ParameterGrid.Bound);
            quantities["grid slope"] = tallies[1].Result(ParameterGrid.Bound);
        }

        if (activation.Info.LearnedParameter is not null && grid.Count > 0)
        {
            var tally = new Tally();
            foreach (Activation function in grid.Prepend(activation))
            {
                tally.Add(LearnedSweep.Run(function, options.Dense, Parallelism(options, cancel)));
            }

            quantities["parameter slope"] = tally.Result(LearnedSweep.Bound);
        }
    }

    private static ParallelOptions Parallelism(ProofOptions options, CancellationToken cancel) =>
        new() { MaxDegreeOfParallelism = options.Threads > 0 ? options.Threads : Environment.ProcessorCount, CancellationToken = cancel };

    private static bool Sweep(Activation activation, ProofOptions options, Oracle oracle, UnitSweep total, IProgress<ProofProgress>? progress, CancellationToken cancel)
    {
        // Units from the middle exponents outwards: the hard ones first, so that no thread is left with one at the end.
        int[] units = [.. Enumerable.Range(0, 2 * Binades).OrderBy(unit => Math.Abs((unit / 2) - 127)).ThenBy(unit => unit)];
        long inputs = 2L * Binades * (1L << BinadeBits) / options.Stride;
        long done = 0;
        try
        {
            Parallel.ForEach(
                Partitioner.Create(units, EnumerablePartitionerOptions.NoBuffering),
                Parallelism(options, cancel),
                () => new UnitSweep(activation, oracle, options.Fast, total.Function),
                (unit, _, _, sweep) =>
                {
                    int exponent = unit / 2;

                    // The smallest binade holds the subnormals; 0 itself is special.
                    sweep.Run(unit % 2 == 1, Math.Max(1, exponent << BinadeBits), ((exponent + 1) << BinadeBits) - 1, options.Stride, options.Offset, Tried, cancel);
                    return sweep;
                },
                Gather);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        void Tried(long count)
        {
            long now = Interlocked.Add(ref done, count);
            progress?.Report(new(Math.Min(1, (double)now / inputs), 0));
        }

        void Gather(UnitSweep sweep)
        {
            lock (total)
            {
                for (int i = 0; i < total.Tallies.Length; i++)
                {
                    total.Tallies[i].Add(sweep.Tallies[i]);
                }

                total.Contradictions.UnionWith(sweep.Contradictions);
            }
        }
    }

    private static float[] Specials(ActivationInfo info)
    {
        List<float> points =
        [
            0f, -0f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, -float.NaN, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue,
            BitConverter.Int32BitsToSingle(0x7F800001), BitConverter.Int32BitsToSingle(-1),
        ];
        foreach (float at in info.Kinks.Select(kink => (float)kink.At))
        {
            points.AddRange([at, -at, MathF.BitIncrement(at), MathF.BitDecrement(at)]);
        }

        return [.. points];
    }
}
