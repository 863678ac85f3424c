using System.Runtime.InteropServices;
using Glia.Kernels.Activations;
using Glia.Verification.Series;

namespace Glia.Verification.Sweep;

/// <summary>Tries the floats of one sign and binade: fills spans with inputs, has the kernels work on them, and judges what they give.</summary>
internal sealed class UnitSweep(Activation activation, Oracle oracle, bool fast, string? function = null)
{
    private const int Block = 1 << 15;

    /// <summary>Up to so many inputs of a binade, the oracle is asked for each: cheaper than planning segments.</summary>
    private const int Few = 24;

    /// <summary>Suspects of one binade that the oracle is asked about; the error of further ones is taken from the curve.</summary>
    private const int MostAsked = 4000;

    /// <summary>Of a longer segment without a curve so many inputs are tried; the others count as unknown.</summary>
    private const int MostUnplanned = 512;

    private readonly float[] _x = new float[Block];
    private readonly float[][] _results = [.. Enumerable.Range(0, 4).Select(_ => new float[Block])];
    private readonly List<int> _suspects = [];
    private int _asked;

    /// <summary>Gets the function with its parameters, where tallies name it.</summary>
    public string? Function => function;

    /// <summary>Gets the tallies of value and slope, and of their fast variants.</summary>
    public Tally[] Tallies { get; } = [.. Enumerable.Range(0, 4).Select(_ => new Tally(function: function))];

    /// <summary>Gets what contradicts the description.</summary>
    public SortedSet<string> Contradictions { get; } = new(StringComparer.Ordinal);

    /// <summary>Tries every stride-th float of a binade, by the bits of the magnitudes.</summary>
    public void Run(bool isNegative, int first, int last, long stride, long offset, Action<long> tried, CancellationToken cancel)
    {
        _asked = 0;
        long start = first + ((((offset - first) % stride) + stride) % stride);
        long count = start > last ? 0 : ((last - start) / stride) + 1;
        if (count == 0)
        {
            return;
        }

        var planner = new SegmentPlanner(oracle, activation.Info.Kinks, stride);
        List<Segment> segments = count > Few ? planner.Plan(isNegative, first, last) : [planner.Waves(isNegative, first, last) ?? new(first, last, null, null)];
        int segment = 0;
        for (long done = 0; done < count; done += Block)
        {
            cancel.ThrowIfCancellationRequested();
            int length = (int)Math.Min(Block, count - done);
            int signBit = isNegative ? int.MinValue : 0;
            for (int i = 0; i < length; i++)
            {
                _x[i] = BitConverter.Int32BitsToSingle((int)(start + ((done + i) * stride)) | signBit);
            }

            Compute(length, isNegative);
            int from = 0;
            while (from < length)
            {
                while (segments[segment].Last < (BitConverter.SingleToInt32Bits(_x[from]) & int.MaxValue))
                {
                    segment++;
                }

                long beyond = ((segments[segment].Last - (start + (done * stride))) / stride) + 1;
                int to = (int)Math.Min(length, beyond);
                Judge(segments[segment], from, to, count);
                from = to;
            }

            tried(length);
        }
    }

    /// <summary>Tries inputs one by one: zeros, infinities, NaN, kinks and their neighbours.</summary>
    public void RunSpecial(ReadOnlySpan<float> inputs)
    {
        inputs.CopyTo(_x);
        Fill(inputs.Length);
        for (int quantity = 0; quantity < (fast ? 4 : 2); quantity++)
        {
            for (int i = 0; i < inputs.Length; i++)
            {
                Ask(quantity, i);
            }

            Tallies[quantity].AddInputs(inputs.Length);
        }
    }

    private void Compute(int length, bool isNegative)
    {
        Fill(length);
        ActivationInfo info = activation.Info;
        Survey value = Survey.Of(_results[0].AsSpan(0, length));
        if (info.IsMonotone && !(isNegative ? value.Falls : value.Rises))
        {
            Contradictions.Add("The value is not monotone.");
        }

        if (value.Low < (float)info.Range.Low || value.High > (float)info.Range.High)
        {
            Contradictions.Add($"The value leaves its range {info.Range}.");
        }

        Survey slope = Survey.Of(_results[1].AsSpan(0, length));
        if (slope.Low < (float)info.SlopeRange.Low || slope.High > (float)info.SlopeRange.High)
        {
            Contradictions.Add($"The slope leaves its range {info.SlopeRange}.");
        }
    }

    private void Fill(int length)
    {
        ReadOnlySpan<float> x = _x.AsSpan(0, length);
        activation.Forward(x, _results[0].AsSpan(0, length));
        activation.Slope(x, _results[1].AsSpan(0, length));
        if (fast)
        {
            activation.Fast.Forward(x, _results[2].AsSpan(0, length));
            activation.Fast.Slope(x, _results[3].AsSpan(0, length));
        }
    }

    private void Judge(Segment segment, int from, int to, long countOfUnit)
    {
        Span<bool> isRight = [false, false];
        for (int quantity = 0; quantity < (fast ? 4 : 2); quantity++)
        {
            Curve? curve = quantity % 2 == 0 ? segment.Value : segment.Slope;
            Tallies[quantity].AddInputs(to - from);
            if (curve is null)
            {
                Unplanned(quantity, from, to, countOfUnit);
            }
            else if (quantity < 2)
            {
                _suspects.Clear();
                Checker.Compare(curve, _x.AsSpan(from, to - from), _results[quantity].AsSpan(from, to - from), from, _suspects);
                foreach (int at in _suspects)
                {
                    Settle(quantity, curve, at);
                }

                // Fast variants that are the same need no look of their own.
                isRight[quantity] = _suspects.Count == 0;
            }
            else if (!isRight[quantity - 2] || !Same(_results[quantity - 2].AsSpan(from, to - from), _results[quantity].AsSpan(from, to - from)))
            {
                Tallies[quantity].Measure(curve, _x.AsSpan(from, to - from), _results[quantity].AsSpan(from, to - from), quantity % 2 == 0 ? oracle.Value : oracle.Slope);
            }
        }
    }

    private static bool Same(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => MemoryMarshal.Cast<float, int>(a).SequenceEqual(MemoryMarshal.Cast<float, int>(b));

    private void Unplanned(int quantity, int from, int to, long countOfUnit)
    {
        int step = countOfUnit <= Few ? 1 : Math.Max(1, (to - from) / MostUnplanned);
        int asked = 0;
        for (int i = from; i < to; i += step)
        {
            Ask(quantity, i);
            asked++;
        }

        Tallies[quantity].AddUnknown(to - from - asked);
    }

    private void Settle(int quantity, Curve curve, int at)
    {
        (float rounded, double real) = Checker.At(curve, _x[at]);
        if (float.IsNaN(rounded) || (_asked < MostAsked && BitConverter.SingleToInt32Bits(rounded) != BitConverter.SingleToInt32Bits(_results[quantity][at])))
        {
            Ask(quantity, at);
        }
        else
        {
            Tallies[quantity].Judge(_x[at], _results[quantity][at], rounded, real);
        }
    }

    private void Ask(int quantity, int at)
    {
        _asked++;
        Truth truth = quantity % 2 == 0 ? oracle.Value(_x[at]) : oracle.Slope(_x[at]);
        Tallies[quantity].Judge(_x[at], _results[quantity][at], truth);
    }
}
