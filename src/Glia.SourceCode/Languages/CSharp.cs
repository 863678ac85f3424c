using Glia.Kernels.Lanes;

namespace Glia.SourceCode.Languages;

/// <summary>C# 10 and later, .NET 8 and later, without unsafe code.</summary>
internal sealed class CSharp : Language
{
    public override string FusedSingle => "MathF.FusedMultiplyAdd";

    public override string FusedDouble => "Math.FusedMultiplyAdd";

    public override string Infinity => "double.PositiveInfinity";

    public override string NaN => "double.NaN";

    public override string Static => "private static";

    public override string IsNaN => "float.IsNaN";

    public override string IsFinite => "float.IsFinite";

    public override string Condition => "bool";

    public override string PairType => """
        /// <summary>high + low, together some 104 bits.</summary>
        private readonly struct Pair
        {
            public readonly double High;
            public readonly double Low;

            public Pair(double high, double low)
            {
                High = high;
                Low = low;
            }
        }
        """;

    public override string PowerOfTwo => """
        private static double PowerOfTwo(double n)
        {
            return BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(6755399441056767.0 + n) << 52);
        }
        """;

    public override string Sixteenths => """
        private static double Sixteenths(double shifted, ReadOnlySpan<double> powers)
        {
            long bits = BitConverter.DoubleToInt64Bits(shifted);
            return BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(powers[(int)bits & 15]) + ((bits << 48) & (-1L << 52)));
        }
        """;

    public override string RoundToOdd => """
        private static double RoundToOdd(double high, double low)
        {
            long bits = BitConverter.DoubleToInt64Bits(high);
            return low == 0 || (bits & 1) != 0 ? high : BitConverter.Int64BitsToDouble((low < 0) == (high < 0) ? bits + 1 : bits - 1);
        }
        """;

    public override string ArrayParameter(string type, string name, bool written) => written ? $"{type}[] {name}" : $"ReadOnlySpan<{type}> {name}";

    public override string Buffer(string type, string name, int length) => $"{type}[] {name} = new {type}[{length}];";

    public override string Constants(string name, ReadOnlySpan<float> values) =>
        $"private static ReadOnlySpan<float> {name} => new float[]\n{{\n{Lines(values.ToArray().Select(Number))}\n}};";

    public override string Constants(string name, ReadOnlySpan<double> values) =>
        $"private static ReadOnlySpan<double> {name} => new double[]\n{{\n{Lines(values.ToArray().Select(Number))}\n}};";

    public override string Call(TermOperation operation, LanePrecision precision) => (precision == LanePrecision.Single ? "MathF." : "Math.") + operation switch
    {
        TermOperation.Magnitude => nameof(Math.Abs),
        TermOperation.SquareRoot => nameof(Math.Sqrt),
        TermOperation.Round => nameof(Math.Round),
        TermOperation.CopySign => nameof(Math.CopySign),
        _ => nameof(Math.FusedMultiplyAdd),
    };

    public override string Pair(string high, string low) => $"new Pair({high}, {low})";

    public override string Part(string pair, bool high) => pair + (high ? ".High" : ".Low");
}
