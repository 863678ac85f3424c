namespace Glia.Kernels.Lanes;

/// <summary>A lane that computes nothing and writes down what is computed: a formula run over it comes out as a <see cref="Term"/>, from which its source in another language is made.</summary>
/// <remarks>
/// Formulas have no branch that depends on values, but for <see cref="Any"/>, which leaves out work and changes no result: here it is always done.
/// What is computed in pairs of doubles is written down as operations on pairs; <see cref="Wide{T}"/>, itself traced in double, says what those are.
/// </remarks>
/// <typeparam name="TPrecision">What the formula computes in.</typeparam>
internal readonly struct Traced<TPrecision> : IDoubleLane<Traced<TPrecision>>
    where TPrecision : struct, ITracedPrecision
{
    private readonly Term? _term;

    public Traced(Term term) => _term = term;

    public static int Width => 1;

    public static LanePrecision Precision => TPrecision.Precision;

    /// <summary>Gets the step; the default lane is 0.</summary>
    public Term Term => _term ?? Constant(0);

    public static Traced<TPrecision> Input(string name) => new(Term.Input(Precision, name));

    public static Traced<TPrecision> Of(double value) => new(Constant(Precision == LanePrecision.Single ? (float)value : value));

    public static Traced<TPrecision> Of(double high, double low) => Precision == LanePrecision.Wide ? new(Term.Constant(Precision, high, low)) : Of(high + low);

    public static Traced<TPrecision> Of(float value) => new(Constant(value));

    public static Traced<TPrecision> Load(ref readonly float source) => throw Unreachable();

    public static Traced<TPrecision> Load(ref readonly double source) => throw Unreachable();

    public void Store(ref float target) => throw Unreachable();

    public void Store(ref double target) => throw Unreachable();

    public static bool StoreIfSame(Traced<TPrecision> low, Traced<TPrecision> high, ref float target) => throw Unreachable();

    public static Traced<TPrecision> operator +(Traced<TPrecision> a, Traced<TPrecision> b) => Step(TermOperation.Add, a, b);

    public static Traced<TPrecision> operator -(Traced<TPrecision> a, Traced<TPrecision> b) =>
        Precision == LanePrecision.Wide ? a + -b : Step(TermOperation.Subtract, a, b);

    public static Traced<TPrecision> operator *(Traced<TPrecision> a, Traced<TPrecision> b) => Step(TermOperation.Multiply, a, b);

    public static Traced<TPrecision> operator /(Traced<TPrecision> a, Traced<TPrecision> b) => Step(TermOperation.Divide, a, b);

    public static Traced<TPrecision> operator -(Traced<TPrecision> a) => Step(TermOperation.Negate, a);

    public static Traced<TPrecision> FusedMultiplyAdd(Traced<TPrecision> a, Traced<TPrecision> b, Traced<TPrecision> c) =>
        Precision == LanePrecision.Wide ? (a * b) + c : Step(TermOperation.FusedMultiplyAdd, a, b, c);

    public static Traced<TPrecision> Abs(Traced<TPrecision> a) => Step(TermOperation.Magnitude, a);

    public static Traced<TPrecision> Sqrt(Traced<TPrecision> a) => Step(TermOperation.SquareRoot, a);

    public static Traced<TPrecision> Round(Traced<TPrecision> a) => Step(TermOperation.Round, a);

    public static Traced<TPrecision> PowerOfTwo(Traced<TPrecision> n) => Step(TermOperation.PowerOfTwo, n);

    public static Traced<TPrecision> PowerOfTwoSixteenths(Traced<TPrecision> shifted) => Step(TermOperation.PowerOfTwoSixteenths, shifted);

    public static Traced<TPrecision> PowerOfTwoSixteenthsRest(Traced<TPrecision> shifted) => Step(TermOperation.PowerOfTwoSixteenthsRest, shifted);

    public static Traced<TPrecision> Scale(Traced<TPrecision> x, Traced<TPrecision> n) => Precision switch
    {
        LanePrecision.Single => Lane.ScaleSingle(x, n),
        LanePrecision.Double => Lane.ScaleDouble(x, n),
        _ => Step(TermOperation.Scale, x, n),
    };

    public static Traced<TPrecision> AtLeast(Traced<TPrecision> x, Traced<TPrecision> bound) => Select(LessThan(x, bound), bound, x);

    public static Traced<TPrecision> AtMost(Traced<TPrecision> x, Traced<TPrecision> bound) => Select(LessThan(bound, x), bound, x);

    public static Traced<TPrecision> RoundToOdd(Traced<TPrecision> high, Traced<TPrecision> low) => Step(TermOperation.RoundToOdd, high, low);

    public static Traced<TPrecision> LessThan(Traced<TPrecision> a, Traced<TPrecision> b) => Step(TermOperation.LessThan, a, b);

    public static Traced<TPrecision> Equal(Traced<TPrecision> a, Traced<TPrecision> b) => Step(TermOperation.Equal, a, b);

    public static Traced<TPrecision> Select(Traced<TPrecision> mask, Traced<TPrecision> whenTrue, Traced<TPrecision> whenFalse) =>
        Step(TermOperation.Select, mask, whenTrue, whenFalse);

    public static bool Any(Traced<TPrecision> mask) => true;

    public static Traced<TPrecision> CopySign(Traced<TPrecision> magnitude, Traced<TPrecision> sign) => Step(TermOperation.CopySign, magnitude, sign);

    private static Term Constant(double value) => Term.Constant(Precision, value);

    private static Traced<TPrecision> Step(TermOperation operation, params ReadOnlySpan<Traced<TPrecision>> operands)
    {
        var terms = new Term[operands.Length];
        for (int i = 0; i < terms.Length; i++)
        {
            terms[i] = operands[i].Term;
        }

        return new(Term.Of(operation, Precision, terms));
    }

    private static InvalidOperationException Unreachable() => new("A formula neither loads nor stores.");
}
