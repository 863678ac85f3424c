using System.Reflection;
using System.Runtime.Intrinsics;
using Glia.Kernels.Activations;
using Glia.Kernels.Lanes;
using Glia.Kernels.Products;
using Glia.Kernels.Tests.Activations;

namespace Glia.Kernels.Tests.Lanes;

public sealed class WidthTests
{
    private static readonly float[] Inputs = [.. Catalogue.Sweep(1_000_003), .. Catalogue.Numbers(999, 1)];

    [Fact]
    public void Every_width_gives_the_same_bits()
    {
        AllWidths(new ForwardBody<Sigmoid>(default));
        AllWidths(new SlopeBody<Sigmoid>(default));
        AllWidths(new ForwardBody<Tanh>(default));
        AllWidths(new SlopeBody<Tanh>(default));
        AllWidths(new ForwardBody<Elu>(new Elu(0.7f)));
        AllWidths(new SlopeBody<Elu>(new Elu(0.7f)));
        AllWidths(new ForwardBody<Swish>(new Swish(1.3f, LearnedPer.None)));
        AllWidths(new SlopeBody<Swish>(new Swish(1.3f, LearnedPer.None)));
        AllWidths(new ForwardBody<Relu>(default));
        AllWidths(new SlopeBody<LeakyRelu>(new LeakyRelu(0.1f)));
    }

    [Fact]
    public void Every_width_settles_roundings_alike()
    {
        ExactWidths(new ForwardBody<Tanh>(default));
        ExactWidths(new SlopeBody<Swish>(new Swish(1.3f, LearnedPer.None)));

        // Angles of all sizes, which lanes side by side leave to others.
        ExactWidths(new ForwardBody<SineWave>(new SineWave(30)));
        ExactWidths(new SlopeBody<SineWave>(new SineWave(0.3f)));
        ExactWidths(new ForwardBody<CosineWave>(default));
        ExactWidths(new SlopeBody<CosineWave>(default));
        ExactWidths(new ForwardBody<Snake>(new Snake(-1.3f, LearnedPer.None)));
        ExactWidths(new ForwardBody<Snake>(default));
        ExactWidths(new SlopeBody<Snake>(new Snake(1, LearnedPer.None)));
        ExactWidths(new ForwardBody<HardSwish>(default));

        // Doubt everywhere: all results come from pairs of doubles.
        ExactWidths(new Doubtful<ForwardBody<Sigmoid>>(default));
        ExactWidths(new Doubtful<ForwardBody<Elu>>(new(new Elu(0.7f))));
        ExactWidths(new Doubtful<SlopeBody<Swish>>(new(new Swish(1.3f, LearnedPer.None))));
    }

    [Fact]
    public void Float_lanes_give_the_same_bits_at_every_width()
    {
        SingleWidths(new ForwardBody<Sigmoid>(default));
        SingleWidths(new SlopeBody<Tanh>(default));
        SingleWidths(new ForwardBody<Elu>(new Elu(0.7f)));
        SingleWidths(new ForwardBody<Swish>(new Swish(1.3f, LearnedPer.None)));
        SingleWidths(new ForwardBody<Exponential>(default));
        SingleWidths(new ForwardBody<Tanh>(default));
        SingleWidths(new ForwardBody<TanhShrink>(default));
        SingleWidths(new ForwardBody<Lisht>(default));
        SingleWidths(new ForwardBody<ScaledTanh>(new ScaledTanh(1.7159f, 2f / 3)));
        SingleWidths(new ForwardBody<Gelu>(default));
        SingleWidths(new ForwardBody<NormalCdf>(default));
        SingleWidths(new ForwardBody<HardSwish>(default));
        SingleWidths(new ForwardBody<HardSigmoid>(new HardSigmoid(6, 0.5f)));
        SingleWidths(new ForwardBody<Isrlu>(new Isrlu(0.7f)));
    }

    [Fact]
    public void Lanes_side_by_side_give_the_bits_of_one()
    {
        Assert.SkipUnless(Vector512.IsHardwareAccelerated, "Two lanes side by side need vectors of 512 bits.");
        SideBySide(new ForwardBody<SineWave>(new SineWave(30)));
        SideBySide(new SlopeBody<SineWave>(new SineWave(0.3f)));
        SideBySide(new ForwardBody<CosineWave>(default));
        SideBySide(new ForwardBody<Snake>(new Snake(-1.3f, LearnedPer.None)));
        SideBySide(new SlopeBody<Snake>(new Snake(1, LearnedPer.None)));
    }

    [Fact]
    public void Every_operation_gives_the_same_bits_at_every_width()
    {
        AllWidths(new Operations());
        SingleWidths(new Operations());
    }

    [Fact]
    public void A_constant_does_what_a_lane_of_it_does()
    {
        AllWidths(new Constants());
        SingleWidths(new Constants());
        foreach (int[] bits in (int[][])[Run<Constants, Double1>(new()), Run<Constants, Single1>(new())])
        {
            Assert.All(bits, (result, i) => Assert.Equal(float.IsNaN(Inputs[i]) ? float.NaN : 0f, BitConverter.Int32BitsToSingle(result)));
        }
    }

    [Fact]
    public void Functions_exact_in_single_give_the_bits_that_double_lanes_give()
    {
        SingleEqualsDouble(new ForwardBody<Linear>(default));
        SingleEqualsDouble(new SlopeBody<Linear>(default));
        SingleEqualsDouble(new ForwardBody<Relu>(default));
        SingleEqualsDouble(new SlopeBody<Relu>(default));
        SingleEqualsDouble(new ForwardBody<LeakyRelu>(new LeakyRelu(0.3f)));
        SingleEqualsDouble(new SlopeBody<LeakyRelu>(new LeakyRelu(0.3f)));
        SingleEqualsDouble(new ForwardBody<Prelu>(new Prelu(-1.7f, LearnedPer.None)));
        SingleEqualsDouble(new SlopeBody<Prelu>(new Prelu(-1.7f, LearnedPer.None)));
    }

    /// <summary>Sharing one method among widths costs several times the speed and changes no result, so only this can notice.</summary>
    [Theory]
    [InlineData(typeof(SweepLoops), "Unary", "SideBySide", "Pairs", "Doubles", "Exact", "Settle", "Binary", "Ternary", "Accumulate", "Widen")]
    [InlineData(typeof(Tile), "FourByTwo", "FourByOne", "OneByTwo", "OneByOne")]
    public void Loops_are_methods_of_their_own(Type type, params string[] names)
    {
        foreach (string name in names)
        {
            MethodInfo method = type.GetMethod(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
            Assert.True(method.MethodImplementationFlags.HasFlag(MethodImplAttributes.NoInlining), name);
        }
    }

    private static void AllWidths<TBody>(TBody body)
        where TBody : struct, IUnaryBody
    {
        int[] one = Run<TBody, Double1>(body);
        if (Vector128.IsHardwareAccelerated)
        {
            Assert.Equal(one, Run<TBody, Double2>(body));
        }

        if (Vector256.IsHardwareAccelerated)
        {
            Assert.Equal(one, Run<TBody, Double4>(body));
        }

        if (Vector512.IsHardwareAccelerated)
        {
            Assert.Equal(one, Run<TBody, Double8>(body));
            Assert.Equal(one, Run<TBody, Double16>(body));
        }
    }

    private static void ExactWidths<TBody>(TBody body)
        where TBody : struct, IScaledBody
    {
        int[] one = Exactly<TBody, Double1>(body);
        if (Vector128.IsHardwareAccelerated)
        {
            Assert.Equal(one, Exactly<TBody, Double2>(body));
        }

        if (Vector256.IsHardwareAccelerated)
        {
            Assert.Equal(one, Exactly<TBody, Double4>(body));
        }

        if (Vector512.IsHardwareAccelerated)
        {
            Assert.Equal(one, Exactly<TBody, Double8>(body));
            float[] sideBySide = [.. Inputs];
            SweepLoops.MapThroughDoubles(body, sideBySide, sideBySide);
            Assert.Equal(one, Catalogue.Bits(sideBySide));
        }
    }

    private static void SideBySide<TBody>(TBody body)
        where TBody : struct, IScaledBody
    {
        int[] one = Run<TBody, Double1>(body);
        float[] y = new float[Inputs.Length];
        SweepLoops.MapSideBySide(body, Inputs, y);
        Assert.Equal(one, Catalogue.Bits(y));
        y = [.. Inputs];
        SweepLoops.MapSideBySide(body, y, y);
        Assert.Equal(one, Catalogue.Bits(y));
    }

    private static int[] Exactly<TBody, TLane>(TBody body)
        where TBody : struct, IScaledBody
        where TLane : struct, IDoubleLane<TLane>
    {
        float[] y = new float[Inputs.Length];
        SweepLoops.MapExactly<TBody, TLane>(body, Inputs, y);
        return Catalogue.Bits(y);
    }

    private static void SingleWidths<TBody>(TBody body)
        where TBody : struct, IUnaryBody
    {
        int[] one = Run<TBody, Single1>(body);
        if (Vector128.IsHardwareAccelerated)
        {
            Assert.Equal(one, Run<TBody, Single4>(body));
        }

        if (Vector256.IsHardwareAccelerated)
        {
            Assert.Equal(one, Run<TBody, Single8>(body));
        }

        if (Vector512.IsHardwareAccelerated)
        {
            Assert.Equal(one, Run<TBody, Single16>(body));
        }
    }

    private static void SingleEqualsDouble<TBody>(TBody body)
        where TBody : struct, IUnaryBody
    {
        SingleWidths(body);
        Assert.Equal(Run<TBody, Double1>(body), Run<TBody, Single1>(body));
    }

    private static int[] Run<TBody, TLane>(TBody body)
        where TBody : struct, IUnaryBody
        where TLane : struct, ILane<TLane>
    {
        float[] y = new float[Inputs.Length];
        SweepLoops.Map<TBody, TLane>(body, Inputs, y);
        int[] bits = Catalogue.Bits(y);

        // In place nothing may be read that has been written.
        y = [.. Inputs];
        SweepLoops.Map<TBody, TLane>(body, y, y);
        Assert.Equal(bits, Catalogue.Bits(y));
        return bits;
    }

    /// <summary>Uses each operation of the vocabulary on values of every kind.</summary>
    private readonly struct Operations : IUnaryBody
    {
        public TLane Apply<TLane>(TLane x)
            where TLane : struct, ILane<TLane>
        {
            TLane bounded = Lane.Clamp(x, -90, 90);
            TLane sum = TLane.Sqrt(TLane.Abs(bounded)) + (TLane.Round(bounded) * TLane.Of(0.75)) - (bounded / TLane.Of(3f));
            sum = TLane.FusedMultiplyAdd(bounded, sum, TLane.PowerOfTwo(TLane.Round(bounded)));
            TLane chosen = TLane.Select(TLane.LessThan(sum, bounded), TLane.CopySign(TLane.Abs(sum), bounded), -sum);
            chosen += TLane.WhereLess(sum, chosen, TLane.FusedSubtract(bounded, sum, chosen), TLane.WhereEqual(TLane.Round(sum), sum, bounded, sum));
            TLane n = TLane.Round(bounded);
            TLane scaled = TLane.Scale(TLane.CopySign(TLane.Of(1.25), bounded), n + n) + TLane.PowerOfTwoSixteenths((n * TLane.Of(16.0)) - n + Lane.RoundingShift<TLane>());
            return Lane.KeepNaN(x, TLane.Select(TLane.Equal(bounded, x), chosen, sum) + scaled);
        }
    }

    /// <summary>The operations with constants, less the same with lanes of them: 0, unless one of them is another operation. Constants that no float holds.</summary>
    private readonly struct Constants : IUnaryBody
    {
        public TLane Apply<TLane>(TLane x)
            where TLane : struct, ILane<TLane>
        {
            TLane bounded = Lane.Clamp(x, -90, 90);
            TLane third = TLane.Of(1.0 / 3), tenth = TLane.Of(0.1);
            TLane least = TLane.AtMost(TLane.AtLeast(bounded, 0.1), 1.0 / 3) - TLane.AtMost(TLane.AtLeast(bounded, tenth), third);
            TLane sums = (bounded + 0.1) - (bounded + tenth) + ((bounded * 0.1) - (bounded * tenth));
            TLane fused = TLane.FusedMultiplyAdd(bounded, bounded, 0.1) - TLane.FusedMultiplyAdd(bounded, bounded, tenth);
            fused += TLane.FusedMultiplyAdd(bounded, 0.1, bounded) - TLane.FusedMultiplyAdd(bounded, tenth, bounded);
            fused += TLane.FusedMultiplyAdd(bounded, 0.1, 1.0 / 3) - TLane.FusedMultiplyAdd(bounded, tenth, third);
            return least + sums + fused;
        }
    }

    /// <summary>A formula that trusts none of its digits.</summary>
    private readonly struct Doubtful<TBody>(TBody body) : IScaledBody
        where TBody : struct, IScaledBody
    {
        public bool InPairs => false;

        public bool SideBySide => false;

        private readonly TBody _body = body;

        public TLane Apply<TLane>(TLane x)
            where TLane : struct, ILane<TLane> => _body.Apply(x);

        public TLane Scale<TLane>(TLane x, TLane y)
            where TLane : struct, ILane<TLane> => TLane.Of(1e200);
    }
}
