using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Glia.Verification.Numbers;
using Glia.Verification.Series;

namespace Glia.Verification.Sweep;

/// <summary>What has been seen of one quantity: how many results are not the correctly rounded ones, and the worst of them.</summary>
/// <param name="format">The format of inputs and results; float32 unless told.</param>
/// <param name="function">The function with its parameters, where one tally is for several.</param>
internal sealed class Tally(NumberFormat? format = null, string? function = null)
{
    private readonly NumberFormat _format = format ?? NumberFormat.Single;
    private string? _function = function;

    /// <summary>2¹²⁸, where floats end.</summary>
    private const double Beyond = 3.402823669209384634633746e38;

    public long Inputs { get; private set; }

    public long Misrounded { get; private set; }

    public long Unknown { get; private set; }

    public double MaxUlp { get; private set; }

    /// <summary>Gets the worst result.</summary>
    public (double X, double Result, double Expected) Worst { get; private set; }

    /// <summary>Counts a result that the oracle has judged.</summary>
    public void Judge(double x, double result, Truth truth)
    {
        if (!truth.IsKnown)
        {
            Unknown++;
        }
        else if (!truth.Allows(result))
        {
            Misrounded++;
            Note(x, result, truth.Rounded, truth.ErrorOf(result, _format));
        }
    }

    /// <summary>Counts a result against a curve that is certain of what it has to be.</summary>
    public void Judge(float x, float result, float rounded, double real)
    {
        if (Differ(result, rounded) != 0)
        {
            Misrounded++;
            Note(x, result, rounded, Ulps(result, real));
        }
    }

    public void AddInputs(long count) => Inputs += count;

    public void AddUnknown(long count) => Unknown += count;

    public void Add(Tally other)
    {
        Inputs += other.Inputs;
        Misrounded += other.Misrounded;
        Unknown += other.Unknown;
        if (other.MaxUlp > MaxUlp)
        {
            (MaxUlp, Worst, _function) = (other.MaxUlp, other.Worst, other._function);
        }
    }

    /// <summary>Measures results that are allowed to be off, against a curve: no suspects, only the largest error.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="x">Inputs, of one segment.</param>
    /// <param name="results">What the kernels made of them.</param>
    /// <param name="truth">Is asked where the curve is not close enough to tell an error: near a zero of the function.</param>
    public void Measure(Curve curve, ReadOnlySpan<float> x, ReadOnlySpan<float> results, Func<float, Truth> truth)
    {
        int i = curve switch
        {
            PolynomialCurve polynomial => Measure(new PolynomialEvaluation(polynomial), curve, x, results, truth),
            WaveCurve wave => Measure(new WaveEvaluation(wave), curve, x, results, truth),
            _ => 0,
        };
        for (; i < x.Length; i++)
        {
            (float rounded, double real) = Checker.At(curve, x[i]);
            if (float.IsNaN(rounded))
            {
                Judge(x[i], results[i], truth(x[i]));
            }
            else if (!(curve is ConstantCurve { IsExactZero: true } && results[i] == 0))
            {
                Judge(x[i], results[i], rounded, real);
            }
        }
    }

    /// <summary>The tally as it is reported.</summary>
    public QuantityResult Result(double bound)
    {
        bool isOff = Misrounded > 0;
        return new()
        {
            Compared = Inputs - Unknown,
            Misrounded = Misrounded,
            Unknown = Unknown,
            MaxUlp = isOff ? Math.Max(0.5, MaxUlp) : 0.5,
            Bound = bound,
            WorstInput = isOff ? Worst.X : null,
            WorstResult = isOff ? Worst.Result : null,
            WorstExpected = isOff ? Worst.Expected : null,
            WorstFunction = isOff ? _function : null,
            Format = _format.Name,
        };
    }

    /// <summary>Measures whole vectors; gives how many inputs these were.</summary>
    private int Measure<TCurve>(TCurve evaluation, Curve curve, ReadOnlySpan<float> x, ReadOnlySpan<float> results, Func<float, Truth> truth)
        where TCurve : struct, ICurveEvaluation
    {
        int i = 0;
        var worst = Vector512.Create(MaxUlp);
        for (; i + Vector512<float>.Count <= x.Length; i += Vector512<float>.Count)
        {
            Vector512<double> most = Errors(evaluation, Load(x, i), Load(results, i), out int different);
            Misrounded += different;

            // Also where the error is NaN.
            if (!Vector512.LessThanOrEqualAll(most, worst))
            {
                Locate(curve, x.Slice(i, Vector512<float>.Count), results[i..], truth);
                worst = Vector512.Create(MaxUlp);
            }
        }

        return i;
    }

    private static double Ulps(float result, double real)
    {
        if (float.IsNaN(result))
        {
            return double.PositiveInfinity;
        }

        // Beyond the largest float, as if exponents went on.
        double seen = Math.Clamp(result, -Beyond, Beyond);
        return Math.Abs(seen - real) / Math.ScaleB(1, Math.Max(real == 0 ? -149 : Math.ILogB(real), -126) - 23);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Errors<TCurve>(TCurve curve, Vector512<float> x, Vector512<float> results, out int different)
        where TCurve : struct, ICurveEvaluation
    {
        (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(x);
        (Vector512<double> lowerResults, Vector512<double> upperResults) = Vector512.Widen(results);
        curve.Evaluate(lower, out Vector512<double> high, out Vector512<double> low, out _);
        Vector512<double> errors = Ulps(lowerResults, high, low);
        curve.Evaluate(upper, out Vector512<double> highUpper, out Vector512<double> lowUpper, out _);
        Vector512<double> most = Vector512.Max(errors, Ulps(upperResults, highUpper, lowUpper));
        Vector512<int> same = Vector512.Equals(Vector512.Narrow(high + low, highUpper + lowUpper).AsInt32(), results.AsInt32());
        different = 16 - System.Numerics.BitOperations.PopCount(same.ExtractMostSignificantBits());
        return most;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Ulps(Vector512<double> results, Vector512<double> high, Vector512<double> low)
    {
        var limit = Vector512.Create(Beyond);
        Vector512<double> seen = Vector512.Max(Vector512.Min(results, limit), -limit);

        // Where both are beyond the largest float there is no error.
        Vector512<double> real = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(Vector512.Abs(high), limit), Vector512.CopySign(limit, high), high);
        const long Exponents = 0x7FF0000000000000;
        Vector512<long> exponent = Vector512.Max(real.AsInt64() & Vector512.Create(Exponents), Vector512.Create((1023L - 126) << 52));
        Vector512<double> perUlp = (Vector512.Create((2046L + 23) << 52) - exponent).AsDouble();
        return Vector512.Abs((seen - real) - low) * perUlp;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load(ReadOnlySpan<float> span, int at) => Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(span), (nuint)at);

    private void Locate(Curve curve, ReadOnlySpan<float> x, ReadOnlySpan<float> results, Func<float, Truth> truth)
    {
        for (int i = 0; i < x.Length; i++)
        {
            (float rounded, double real) = Checker.At(curve, x[i]);
            if (!float.IsNaN(rounded))
            {
                Note(x[i], results[i], rounded, float.IsInfinity(results[i]) && results[i] == rounded ? 0.5 : Ulps(results[i], real));
            }
            else if (truth(x[i]) is { IsKnown: true } exact)
            {
                // It was counted by the curve's middle.
                Misrounded -= Differ(results[i], (float)real);
                Judge(x[i], results[i], exact);
            }
        }
    }

    private static int Differ(float a, float b) => BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b) ? 0 : 1;

    private void Note(double x, double result, double expected, double ulps)
    {
        if (ulps > MaxUlp)
        {
            (MaxUlp, Worst) = (ulps, (x, result, expected));
        }
    }
}
