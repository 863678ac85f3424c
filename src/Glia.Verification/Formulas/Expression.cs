using Glia.Verification.Numbers;

namespace Glia.Verification.Formulas;

/// <summary>A formula as a tree. Nodes are compared by reference, so that a part used twice is evaluated once.</summary>
internal abstract class Expression;

/// <summary>The variable x, or a parameter taken as a variable.</summary>
internal sealed class Variable(string name) : Expression
{
    public string Name { get; } = name;
}

/// <summary>A rational number.</summary>
internal sealed class Number(Rational value) : Expression
{
    public Rational Value { get; } = value;
}

/// <summary>π.</summary>
internal sealed class PiNumber : Expression;

/// <summary>a + b.</summary>
internal sealed class Sum(Expression a, Expression b) : Expression
{
    public Expression A { get; } = a;

    public Expression B { get; } = b;
}

/// <summary>a · b.</summary>
internal sealed class Product(Expression a, Expression b) : Expression
{
    public Expression A { get; } = a;

    public Expression B { get; } = b;
}

/// <summary>a / b.</summary>
internal sealed class Quotient(Expression a, Expression b) : Expression
{
    public Expression A { get; } = a;

    public Expression B { get; } = b;
}

/// <summary>−a.</summary>
internal sealed class Negation(Expression a) : Expression
{
    public Expression A { get; } = a;
}

/// <summary>A function of one argument.</summary>
internal sealed class Application(Function function, Expression a) : Expression
{
    public Function Function { get; } = function;

    public Expression A { get; } = a;
}

/// <summary>The larger of two, or the smaller.</summary>
internal sealed class Extreme(bool isMaximum, Expression a, Expression b) : Expression
{
    public bool IsMaximum { get; } = isMaximum;

    public Expression A { get; } = a;

    public Expression B { get; } = b;
}

/// <summary>The first piece whose conditions all hold; without any, the last.</summary>
internal sealed class Piecewise(IReadOnlyList<Piece> pieces, Expression otherwise) : Expression
{
    public IReadOnlyList<Piece> Pieces { get; } = pieces;

    public Expression Otherwise { get; } = otherwise;
}

/// <summary>A sum over the elements xⱼ of a row.</summary>
internal sealed class RowSum(Expression term) : Expression
{
    /// <summary>The element whose result is meant.</summary>
    public const string Own = "xᵢ";

    /// <summary>The element that a sum runs over.</summary>
    public const string Other = "xⱼ";

    public Expression Term { get; } = term;
}

/// <summary>A value and where it holds.</summary>
internal sealed record Piece(Expression Value, IReadOnlyList<Condition> Conditions);

/// <summary>difference &gt; 0, or ≥ 0, or = 0.</summary>
internal sealed record Condition(Expression Difference, Relation Relation);

/// <summary>How a difference is compared with 0.</summary>
internal enum Relation
{
    Positive,
    NotNegative,
    Zero,
}

/// <summary>The functions of one argument that a formula may use; written in lower snake case.</summary>
internal enum Function
{
    Exp,
    Expm1,
    Ln,
    Log1p,
    Sqrt,
    Abs,
    Sign,
    Sigmoid,
    Softplus,
    Tanh,
    Sech,
    Erf,
    Erfc,
    NormalCdf,
    NormalPdf,
    Sin,
    Cos,
    Atan,
}
