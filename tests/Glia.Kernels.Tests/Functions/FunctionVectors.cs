using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Tests.Functions;

/// <summary>Elementary functions against tests/vectors/functions, which an independent oracle made: in every precision, and the same bits at every width.</summary>
internal static class FunctionVectors
{
    /// <summary>Compares with all vectors of a function.</summary>
    /// <typeparam name="TBody">The function.</typeparam>
    /// <param name="name">The file's name.</param>
    /// <param name="doubleBits">log₂ of the relative error allowed in double.</param>
    /// <param name="wideBits">The same in pairs of doubles.</param>
    /// <param name="singleUlps">The error allowed in float, in units in the last place; null where float is not claimed.</param>
    public static void Check<TBody>(string name, double doubleBits, double wideBits, double? singleUlps)
        where TBody : struct, IUnaryBody
    {
        TBody f = default;
        var wrong = new List<string>();
        double[][] rows = [.. File.ReadLines(Repository.At("tests", "vectors", "functions", name + ".csv"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(',').Select(HexFloat.ParseDouble).ToArray())];
        Assert.True(rows.Length > 100, $"Only {rows.Length} points.");
        foreach (double[] row in rows)
        {
            (double x, double value, double rest) = (row[0], row[1], row[2]);
            double one = f.Apply(Double1.Of(x)).Value;
            Expect("double", Math.Abs(one - value) / Math.Abs(value), Math.Pow(2, doubleBits));
            Wide<Double1> pair = f.Apply(Wide<Double1>.Of(Double1.Of(x)));
            Expect("pair", Math.Abs(pair.High.Value - value + (pair.Low.Value - rest)) / Math.Abs(value), Math.Pow(2, wideBits));
            if (singleUlps is { } ulps)
            {
                float single = 0;
                f.Apply(Single1.Of((float)x)).Store(ref single);
                float nearest = Math.Abs((float)value);
                Expect("float", Math.Abs(single - value) / ((double)MathF.BitIncrement(nearest) - nearest), ulps);
            }

            SameBits<Double2>(true);
            SameBits<Double4>(Vector256.IsHardwareAccelerated);
            SameBits<Double8>(Avx512F.IsSupported);

            void Expect(string precision, double error, double allowed)
            {
                if (!(error <= allowed))
                {
                    wrong.Add(FormattableString.Invariant($"{precision} at {x:R}: off by {error:G4}, allowed {allowed:G4}"));
                }
            }

            void SameBits<TLane>(bool supported)
                where TLane : struct, IDoubleLane<TLane>
            {
                if (supported)
                {
                    double[] lane = new double[TLane.Width];
                    f.Apply(TLane.Of(x)).Store(ref lane[0]);
                    Assert.All(lane, y => Assert.Equal(one, y));
                    f.Apply(Wide<TLane>.Of(TLane.Of(x))).Low.Store(ref lane[0]);
                    Assert.All(lane, low => Assert.Equal(pair.Low.Value, low));
                }
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {rows.Length}:\n{string.Join('\n', wrong.Take(20))}");
    }
}
