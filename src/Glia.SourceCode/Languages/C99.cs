using Glia.Kernels.Lanes;

namespace Glia.SourceCode.Languages;

/// <summary>C99 with its mathematical library: fma, sqrt, rint, fabs and copysign, all of them exact or correctly rounded by the standard.</summary>
internal sealed class C99 : Language
{
    public override string FusedSingle => "fmaf";

    public override string FusedDouble => "fma";

    public override string Infinity => "((double)INFINITY)";

    public override string NaN => "((double)NAN)";

    public override string Static => "static";

    public override string IsNaN => "isnan";

    public override string IsFinite => "isfinite";

    public override string Condition => "int";

    public override string PairType => """
        /* high + low, together some 104 bits */
        typedef struct { double high, low; } Pair;

        static Pair PairOf(double high, double low)
        {
            Pair pair;
            pair.high = high;
            pair.low = low;
            return pair;
        }
        """;

    public override string PowerOfTwo => """
        static double PowerOfTwo(double n)
        {
            double sum = 6755399441056767.0 + n, power;
            uint64_t bits;
            memcpy(&bits, &sum, sizeof bits);
            bits <<= 52;
            memcpy(&power, &bits, sizeof power);
            return power;
        }
        """;

    public override string Sixteenths => """
        static double Sixteenths(double shifted, const double *powers)
        {
            uint64_t bits, root;
            memcpy(&bits, &shifted, sizeof bits);
            memcpy(&root, &powers[bits & 15], sizeof root);
            root += (bits << 48) & (UINT64_MAX << 52);
            memcpy(&shifted, &root, sizeof shifted);
            return shifted;
        }
        """;

    public override string RoundToOdd => """
        static double RoundToOdd(double high, double low)
        {
            uint64_t bits;
            memcpy(&bits, &high, sizeof bits);
            if (low == 0 || (bits & 1) != 0) { return high; }
            bits = (low < 0) == (high < 0) ? bits + 1 : bits - 1;
            memcpy(&high, &bits, sizeof high);
            return high;
        }
        """;

    public override string ArrayParameter(string type, string name, bool written) => written ? $"{type} *{name}" : $"const {type} *{name}";

    public override string Buffer(string type, string name, int length) => $"{type} {name}[{length}];";

    public override string Constants(string name, ReadOnlySpan<float> values) => $"static const float {name}[] = {{\n{Lines(values.ToArray().Select(Number))}\n}};";

    public override string Constants(string name, ReadOnlySpan<double> values) => $"static const double {name}[] = {{\n{Lines(values.ToArray().Select(Number))}\n}};";

    public override string Call(TermOperation operation, LanePrecision precision) => operation switch
    {
        TermOperation.Magnitude => "fabs",
        TermOperation.SquareRoot => "sqrt",
        TermOperation.Round => "rint",
        TermOperation.CopySign => "copysign",
        _ => "fma",
    } + (precision == LanePrecision.Single ? "f" : "");

    public override string Pair(string high, string low) => $"PairOf({high}, {low})";

    public override string Part(string pair, bool high) => pair + (high ? ".high" : ".low");
}
