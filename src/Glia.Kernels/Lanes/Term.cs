using System.Diagnostics.CodeAnalysis;

namespace Glia.Kernels.Lanes;

/// <summary>One step of a formula as it was traced (<see cref="Traced{TPrecision}"/>): what is done, and to which other steps. Two terms with the same content are one value.</summary>
internal sealed class Term
{
    private Term(TermOperation operation, LanePrecision precision, bool isCondition, Term[] operands)
    {
        Operation = operation;
        Precision = precision;
        IsCondition = isCondition;
        Operands = operands;
    }

    public TermOperation Operation { get; }

    /// <summary>Gets what it computes in.</summary>
    public LanePrecision Precision { get; }

    /// <summary>Gets a value indicating whether it is true or false, and not a number.</summary>
    public bool IsCondition { get; }

    /// <summary>Gets the steps it takes its values from.</summary>
    public IReadOnlyList<Term> Operands { get; }

    /// <summary>Gets the constant.</summary>
    public double Value { get; private init; }

    /// <summary>Gets the rest of the constant of a pair.</summary>
    public double Rest { get; private init; }

    /// <summary>Gets the name of the input.</summary>
    public string Name { get; private init; } = "";

    public static Term Input(LanePrecision precision, string name) => new(TermOperation.Input, precision, false, []) { Name = name };

    public static Term Constant(LanePrecision precision, double value, double rest = 0) => new(TermOperation.Constant, precision, false, []) { Value = value, Rest = rest };

    /// <summary>A step; where all is known already, its result.</summary>
    public static Term Of(TermOperation operation, LanePrecision precision, params Term[] operands)
    {
        if (operation is TermOperation.Select && operands[0].Known() is bool known)
        {
            return known ? operands[1] : operands[2];
        }

        bool condition = operation is TermOperation.LessThan or TermOperation.Equal || (operation is TermOperation.Select && operands[1].IsCondition);
        return precision is LanePrecision.Single or LanePrecision.Double && !condition && Fold(operation, precision, operands) is double value
            ? Constant(precision, value)
            : new Term(operation, precision, condition, operands);
    }

    /// <summary>The outcome of a comparison of constants, else null.</summary>
    private bool? Known() => Operation switch
    {
        TermOperation.LessThan when Constants(Operands) => Operands[0].Value < Operands[1].Value,
        TermOperation.Equal when Constants(Operands) => Operands[0].Value == Operands[1].Value,
        _ => null,
    };

    private static bool Constants(IReadOnlyList<Term> terms) => terms.All(t => t.Operation is TermOperation.Constant && t.Precision != LanePrecision.Wide);

    // One correctly rounded operation gives the same now as later.
    [SuppressMessage("Style", "IDE0072", Justification = "What is not named is not computed here.")]
    private static double? Fold(TermOperation operation, LanePrecision precision, Term[] x)
    {
        if (operation is TermOperation.Input or TermOperation.Constant || !Constants(x))
        {
            return null;
        }

        if (precision == LanePrecision.Single)
        {
            return operation switch
            {
                TermOperation.Add => (float)x[0].Value + (float)x[1].Value,
                TermOperation.Subtract => (float)x[0].Value - (float)x[1].Value,
                TermOperation.Multiply => (float)x[0].Value * (float)x[1].Value,
                TermOperation.Divide => (float)x[0].Value / (float)x[1].Value,
                TermOperation.Negate => -x[0].Value,
                _ => null,
            };
        }

        return operation switch
        {
            TermOperation.Add => x[0].Value + x[1].Value,
            TermOperation.Subtract => x[0].Value - x[1].Value,
            TermOperation.Multiply => x[0].Value * x[1].Value,
            TermOperation.Divide => x[0].Value / x[1].Value,
            TermOperation.Negate => -x[0].Value,
            TermOperation.FusedMultiplyAdd => Math.FusedMultiplyAdd(x[0].Value, x[1].Value, x[2].Value),
            TermOperation.Magnitude => Math.Abs(x[0].Value),
            _ => null,
        };
    }
}
