namespace Glia.Onnx.Expressions;

/// <summary>
/// One term of an operator expression such as <c>Mul(x, Sigmoid(Mul(x, {beta})))</c>, the form in which an activation says
/// how ONNX writes it.
/// </summary>
internal abstract record OnnxTerm;

/// <summary>The pre-activation: <c>x</c>.</summary>
internal sealed record InputTerm : OnnxTerm;

/// <summary>A parameter of the activation as a tensor: <c>{beta}</c>.</summary>
/// <param name="Name">The parameter's name, without braces.</param>
internal sealed record ParameterTerm(string Name) : OnnxTerm;

/// <summary>A constant tensor of one float: <c>0.5</c>.</summary>
/// <param name="Value">The value.</param>
internal sealed record NumberTerm(float Value) : OnnxTerm;

/// <summary>A constant tensor of whole numbers, such as axes or a shape: <c>[0, -1, {pieces}]</c>.</summary>
/// <param name="Items">Numbers as written, or parameters of the activation in braces.</param>
internal sealed record WholeNumbersTerm(IReadOnlyList<string> Items) : OnnxTerm;

/// <summary>One operator: <c>LeakyRelu(x, alpha={slope})</c>.</summary>
/// <param name="Operator">The operator's name in the default domain.</param>
/// <param name="Arguments">Its inputs, in order.</param>
/// <param name="Attributes">Its attributes, in order.</param>
internal sealed record CallTerm(string Operator, IReadOnlyList<OnnxTerm> Arguments, IReadOnlyList<OnnxAttribute> Attributes) : OnnxTerm;

/// <summary>The type an attribute's value is written with.</summary>
internal enum OnnxAttributeKind
{
    /// <summary>A whole number without point or exponent: <c>axis=-1</c>.</summary>
    Integer,

    /// <summary>A number with point or exponent: <c>alpha=1.0</c>.</summary>
    Real,

    /// <summary>Quoted: <c>approximate="tanh"</c>.</summary>
    Text,

    /// <summary>A parameter of the activation: <c>alpha={slope}</c>.</summary>
    Parameter,
}

/// <summary>One attribute of an operator.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Kind">How <paramref name="Value"/> is to be read.</param>
/// <param name="Value">The value as written, without quotes or braces.</param>
internal sealed record OnnxAttribute(string Name, OnnxAttributeKind Kind, string Value);
