using System.Reflection;
using System.Runtime.InteropServices;
using Glia.Kernels.Activations;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Tests.Activations;

/// <summary>Every function of the catalogue on every Half and every bfloat16 there is.</summary>
public sealed class SixteenBitTests
{
    private static readonly ushort[] All = [.. Enumerable.Range(0, 1 << 16).Select(bits => (ushort)bits)];

    private delegate void InPlace(Span<ushort> span);

    public static TheoryData<string> Names() => [.. ActivationCatalog.All.Where(info => !info.IsRowwise).Select(info => info.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_value_and_slope_is_the_real_one_rounded_once(string name) => Check(name, 1);

    [Theory]
    [MemberData(nameof(Catalogue.ElementwiseTexts), MemberType = typeof(Catalogue))]
    public void Other_parameters_round_as_well(string text) => Check(text, 31);

    [Theory]
    [InlineData("gelu", 0x0001, 0x0001)] // 2⁻²⁵ and a little, of which a float keeps nothing
    [InlineData("gelu", 0x8001, 0x8000)] // −2⁻²⁵ and a little: closer to 0
    [InlineData("swish", 0x0001, 0x0001)]
    [InlineData("swish", 0x8001, 0x8000)]
    [InlineData("leaky_relu(slope=0.5)", 0x8001, 0x8000)] // the tie itself: to even
    [InlineData("leaky_relu(slope=0.5)", 0x8003, 0x8002)]
    public void What_a_float_cannot_tell_from_a_tie_is_told(string text, int z, int expected)
    {
        // The smallest number of both types halved is a tie; the curvature lies 24 bits, for bfloat16 133 bits below.
        Activation activation = ActivationCatalog.Parse(text);
        foreach (bool half in new[] { true, false })
        {
            ushort[] y = new ushort[1];
            Forward(activation, half, [(ushort)z], y);
            Assert.Equal(expected, y[0]);
        }
    }

    [Fact]
    public void Float_alone_would_round_some_values_wrongly()
    {
        // Otherwise the tests above did not need what they test.
        int wrong = 0;
        foreach (string name in Names().Select(row => row.Data))
        {
            Activation activation = ActivationCatalog.Parse(name);
            float[] y = Catalogue.Forward(activation, Widen(half: true, All));
            ushort[] once = new ushort[All.Length];
            Forward(activation, half: true, All, once);
            wrong += Enumerable.Range(0, y.Length).Count(i => !float.IsNaN(y[i]) && BitConverter.HalfToUInt16Bits((Half)y[i]) != once[i]);
        }

        Assert.True(wrong > 10, $"{wrong}");
    }

    [Theory]
    [InlineData(true, "leaky_relu(slope=1.00024)", -65504.0, 0xFBFF)] // −65519.7: the largest there is
    [InlineData(true, "leaky_relu(slope=1.00025)", -65504.0, 0xFC00)] // −65520.4
    [InlineData(true, "leaky_relu(slope=3)", -21840.0, 0xFC00)] // −65520, the tie: to even, which is infinity
    [InlineData(true, "linear", double.NegativeInfinity, 0xFC00)]
    [InlineData(true, "exponential", -20.0, 0x0000)]
    [InlineData(false, "relu_squared", 1e20, 0x7F80)]
    [InlineData(false, "relu", double.PositiveInfinity, 0x7F80)]
    public void Ends_of_the_range(bool half, string text, double z, int expected)
    {
        ushort[] y = new ushort[1];
        Forward(ActivationCatalog.Parse(text), half, [Table(half).Round(z)!.Value], y);
        Assert.Equal(expected, y[0]);
    }

    [Theory]
    [MemberData(nameof(Catalogue.ElementwiseTexts), MemberType = typeof(Catalogue))]
    public void Gradients_are_within_half_a_unit_and_a_little(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        foreach (bool half in new[] { true, false })
        {
            SixteenBitTable table = Table(half);
            ushort[] z = Numbers(half, 1000, 1);
            ushort[] dy = Numbers(half, 1000, 2);
            ushort[] y = new ushort[z.Length];
            ushort[] dz = new ushort[z.Length];
            double[] slope = new double[z.Length];
            Forward(activation, half, z, y);
            Backward(activation, half, z, y, dy, dz);
            activation.Slope([.. z.Select(table.Meaning)], slope);
            for (int i = 0; i < z.Length; i++)
            {
                double exact = table.Meaning(dy[i]) * slope[i];
                double unit = Math.Abs(table.Meaning((ushort)(table.Round(exact)!.Value + 1)) - table.Meaning(table.Round(exact)!.Value));
                Assert.True(Math.Abs(table.Meaning(dz[i]) - exact) <= 0.5005 * unit, $"z {table.Meaning(z[i]):R}, dy {table.Meaning(dy[i]):R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Catalogue.Texts), MemberType = typeof(Catalogue))]
    public void Rows_and_fast_variants_are_the_float_results_rounded(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        activation = activation.IsRowwise ? activation : activation.Fast;
        foreach (bool half in new[] { true, false })
        {
            SixteenBitTable table = Table(half);
            ushort[] z = Numbers(half, 600, 3);
            float[] floats = Widen(half, z);
            float[] outputs = Catalogue.Forward(activation, floats);
            ushort[] y = new ushort[outputs.Length];
            Forward(activation, half, z, y);
            Assert.Equal(outputs.Select(value => table.Round(value)!.Value), y);

            ushort[] dy = Numbers(half, y.Length, 4);
            ushort[] dz = new ushort[z.Length];
            float[] gradients = new float[z.Length];
            Backward(activation, half, z, y, dy, dz);
            activation.Backward(floats, Widen(half, y), Widen(half, dy), gradients);
            Assert.Equal(gradients.Select(value => table.Round(value)!.Value), dz);

            if (!activation.Info.ChangesWidth)
            {
                Slope(activation, half, z, dz);
                Assert.Equal(Catalogue.Slope(activation, floats).Select(value => table.Round(value)!.Value), dz);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Catalogue.SameWidthTexts), MemberType = typeof(Catalogue))]
    public void In_place_gives_the_same_bits_and_writes_nothing_outside(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        foreach (bool half in new[] { true, false })
        {
            foreach (int length in new[] { 0, 1, 255, 256, 257, 600 })
            {
                ushort[] z = Numbers(half, length, 5);
                ushort[] dy = Numbers(half, length, 6);
                ushort[] y = new ushort[length];
                ushort[] slope = new ushort[length];
                ushort[] dz = new ushort[length];
                Forward(activation, half, z, y);
                Slope(activation, half, z, slope);
                Backward(activation, half, z, y, dy, dz);
                Within(z, span => Forward(activation, half, span, span), y);
                Within(z, span => Slope(activation, half, span, span), slope);
                Within(z, span => Backward(activation, half, span, y, dy, span), dz);
                Within(y, span => Backward(activation, half, z, span, dy, span), dz);
                Within(dy, span => Backward(activation, half, z, y, span, span), dz);
            }
        }

        static void Within(ushort[] input, InPlace run, ushort[] expected)
        {
            const ushort Guard = 0x1234;
            ushort[] memory = [Guard, .. input, Guard];
            run(memory.AsSpan(1, input.Length));
            Assert.Equal([Guard, .. expected, Guard], memory);
        }
    }

    [Fact]
    public void Wrong_lengths_and_partial_overlap_are_refused()
    {
        Activation activation = ActivationCatalog.Parse("tanh");
        ushort[] m = new ushort[40];
        ushort[] right = new ushort[20];
        ushort[] wrong = new ushort[19];
        foreach (bool half in new[] { true, false })
        {
            Assert.Throws<ArgumentException>(() => Forward(activation, half, right, wrong));
            Assert.Throws<ArgumentException>(() => Slope(activation, half, wrong, right));
            Assert.Throws<ArgumentException>(() => Backward(activation, half, wrong, right, right, right));
            Assert.Throws<ArgumentException>(() => Backward(activation, half, right, wrong, right, right));
            Assert.Throws<ArgumentException>(() => Backward(activation, half, right, right, wrong, right));
            Assert.Throws<ArgumentException>(() => Forward(activation, half, m.AsSpan(0, 20), m.AsSpan(1, 20)));
            Assert.Throws<ArgumentException>(() => Slope(activation, half, m.AsSpan(5, 20), m.AsSpan(0, 20)));
            Assert.Throws<ArgumentException>(() => Backward(activation, half, m.AsSpan(0, 20), right, right, m.AsSpan(19, 20)));
            Assert.Throws<ArgumentException>(() => Backward(activation, half, right, m.AsSpan(0, 20), right, m.AsSpan(19, 20)));
            Assert.Throws<ArgumentException>(() => Backward(activation, half, right, right, m.AsSpan(0, 20), m.AsSpan(19, 20)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_allocated(string name)
    {
        Activation activation = ActivationCatalog.Parse(name);
        ushort[] target = new ushort[All.Length];
        Assert.Equal(0, Allocations.Least(Everything));

        void Everything()
        {
            for (int type = 0; type < 2; type++)
            {
                Forward(activation, type == 0, All, target);
                Slope(activation, type == 0, All, target);
                Backward(activation, type == 0, All, All, All, target);
            }
        }
    }

    private static void Check(string text, int stride)
    {
        Activation activation = ActivationCatalog.Parse(text);
        MethodInfo check = typeof(SixteenBitTests).GetMethod(nameof(CheckBody), BindingFlags.NonPublic | BindingFlags.Static)!;
        check.MakeGenericMethod(activation.GetType().GetGenericArguments()[0]).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [activation, stride], null);
    }

    private static void CheckBody<T>(Activation activation, int stride)
        where T : struct, IActivation<T>
    {
        var function = T.Create(new ActivationArguments(activation.Learned, [.. activation.Parameters.Select(p => (p.Key, p.Value))]));
        ushort[] z = [.. All.Where(bits => bits % stride == 0)];
        ushort[] y = new ushort[z.Length];
        ushort[] slope = new ushort[z.Length];
        var wrong = new List<string>();
        foreach (bool half in new[] { true, false })
        {
            SixteenBitTable table = Table(half);
            Forward(activation, half, z, y);
            Slope(activation, half, z, slope);
            for (int i = 0; i < z.Length; i++)
            {
                var x = Double1.Of(table.Meaning(z[i]));
                Compare("value", x, function.Forward(Wide<Double1>.Of(x)), function.Forward(x), y[i]);
                Compare("slope", x, function.Slope(Wide<Double1>.Of(x)), function.Slope(x), slope[i]);
            }

            void Compare(string what, Double1 x, Wide<Double1> wide, Double1 plain, ushort actual)
            {
                // Pairs of doubles know no infinities on the way, and no sign of what is smaller than any double.
                ushort? expected = double.IsFinite(wide.High.Value) && wide.High.Value != 0 ? table.Round(wide) : table.Round(plain.Value);
                if (expected is { } bits ? bits != actual : !double.IsNaN(table.Meaning(actual)))
                {
                    wrong.Add(FormattableString.Invariant($"{(half ? "Half" : "bfloat16")} {what} at {x.Value:R}: {table.Meaning(actual):R}, not {expected:X4}, of {wide.High.Value:R} + {wide.Low.Value:R}"));
                }
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} are wrong:\n{string.Join('\n', wrong.Take(20))}");
    }

    private static SixteenBitTable Table(bool half) => half ? SixteenBitTable.Half : SixteenBitTable.BFloat16;

    private static float[] Widen(bool half, ushort[] bits) => [.. bits.Select(b => (float)Table(half).Meaning(b))];

    private static ushort[] Numbers(bool half, int count, ulong seed) => [.. Catalogue.Numbers(count, seed).Select(value => Table(half).Round(value)!.Value)];

    private static void Forward(Activation activation, bool half, ReadOnlySpan<ushort> z, Span<ushort> y)
    {
        if (half)
        {
            activation.Forward(MemoryMarshal.Cast<ushort, Half>(z), MemoryMarshal.Cast<ushort, Half>(y));
        }
        else
        {
            activation.Forward(MemoryMarshal.Cast<ushort, BFloat16>(z), MemoryMarshal.Cast<ushort, BFloat16>(y));
        }
    }

    private static void Slope(Activation activation, bool half, ReadOnlySpan<ushort> z, Span<ushort> slope)
    {
        if (half)
        {
            activation.Slope(MemoryMarshal.Cast<ushort, Half>(z), MemoryMarshal.Cast<ushort, Half>(slope));
        }
        else
        {
            activation.Slope(MemoryMarshal.Cast<ushort, BFloat16>(z), MemoryMarshal.Cast<ushort, BFloat16>(slope));
        }
    }

    private static void Backward(Activation activation, bool half, ReadOnlySpan<ushort> z, ReadOnlySpan<ushort> y, ReadOnlySpan<ushort> dy, Span<ushort> dz)
    {
        if (half)
        {
            activation.Backward(
                MemoryMarshal.Cast<ushort, Half>(z), MemoryMarshal.Cast<ushort, Half>(y), MemoryMarshal.Cast<ushort, Half>(dy), MemoryMarshal.Cast<ushort, Half>(dz));
        }
        else
        {
            activation.Backward(
                MemoryMarshal.Cast<ushort, BFloat16>(z), MemoryMarshal.Cast<ushort, BFloat16>(y), MemoryMarshal.Cast<ushort, BFloat16>(dy), MemoryMarshal.Cast<ushort, BFloat16>(dz));
        }
    }
}
