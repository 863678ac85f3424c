using Glia.Onnx.Expressions;

namespace Glia.Onnx.Tests.Expressions;

public sealed class OnnxExpressionTests
{
    [Fact]
    public void A_nested_call_keeps_order_and_nesting()
    {
        var outer = Assert.IsType<CallTerm>(OnnxExpression.Parse("Mul(x, Sigmoid(Mul(x, {beta})))"));
        Assert.Equal("Mul", outer.Operator);
        Assert.IsType<InputTerm>(outer.Arguments[0]);
        var sigmoid = Assert.IsType<CallTerm>(outer.Arguments[1]);
        var inner = Assert.IsType<CallTerm>(Assert.Single(sigmoid.Arguments));
        Assert.Equal(new ParameterTerm("beta"), inner.Arguments[1]);
        Assert.Empty(outer.Attributes);
    }

    [Theory]
    [InlineData("axis=-1", OnnxAttributeKind.Integer, "-1")]
    [InlineData("alpha=1.0", OnnxAttributeKind.Real, "1.0")]
    [InlineData("alpha=1e-3", OnnxAttributeKind.Real, "1e-3")]
    [InlineData("alpha={slope}", OnnxAttributeKind.Parameter, "slope")]
    [InlineData("approximate=\"tanh\"", OnnxAttributeKind.Text, "tanh")]
    public void An_attribute_has_the_type_it_is_written_with(string text, object kind, string value)
    {
        ArgumentNullException.ThrowIfNull(text);
        var call = Assert.IsType<CallTerm>(OnnxExpression.Parse($"Op(x, {text})"));
        OnnxAttribute attribute = Assert.Single(call.Attributes);
        Assert.Equal(new OnnxAttribute(text[..text.IndexOf('=', StringComparison.Ordinal)], (OnnxAttributeKind)kind, value), attribute);
    }

    [Theory]
    [InlineData("Mul(x, 0.5)", 0.5f)]
    [InlineData("Mul(x, -1.5e-3)", -1.5e-3f)]
    [InlineData("Mul(x, 3)", 3f)]
    public void A_number_is_an_input_of_one_float(string text, float value)
    {
        var call = Assert.IsType<CallTerm>(OnnxExpression.Parse(text));
        Assert.Equal(new NumberTerm(value), call.Arguments[1]);
    }

    [Fact]
    public void The_input_alone_is_an_expression() => Assert.IsType<InputTerm>(OnnxExpression.Parse(" x "));

    [Fact]
    public void A_named_term_is_one_term_wherever_it_stands()
    {
        var outer = Assert.IsType<CallTerm>(OnnxExpression.Parse("Mul(r, r) with r = Relu(t) and t = Neg(x)"));
        Assert.Same(outer.Arguments[0], outer.Arguments[1]);
        Assert.Equal("Neg", Assert.IsType<CallTerm>(Assert.IsType<CallTerm>(outer.Arguments[0]).Arguments[0]).Operator);
    }

    [Theory]
    [InlineData("r with r = r", "'(' after 'r'")]
    [InlineData("t with t = Neg(r) and r = Neg(t)", "'(' after 't'")]
    [InlineData("r with r Neg(x)", "'='")]
    [InlineData("r with r = Neg(x) and r = x", "has a meaning already")]
    [InlineData("x with x = Neg(x)", "has a meaning already")]
    [InlineData("r with r = Neg(x) x", "the end")]
    public void A_wrong_definition_is_refused(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => OnnxExpression.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "its end where a name")]
    [InlineData("y", "'(' after 'y'")]
    [InlineData("Relu(x", "',' or ')'")]
    [InlineData("Relu(x))", "')' at character 8 where the end")]
    [InlineData("Relu()", "a name")]
    [InlineData("Relu(x,)", "a name")]
    [InlineData("Elu(alpha=1.0, x)", "inputs come first")]
    [InlineData("Elu(x, alpha=)", "a number")]
    [InlineData("Elu(x, alpha=1e999)", "a number")]
    [InlineData("Elu(x, alpha=\"one)", "closing quote")]
    [InlineData("Mul(x, {beta)", "'}'")]
    [InlineData("Mul(x, {1})", "a name")]
    [InlineData("Mul(x, 1.2.3)", "a number")]
    public void A_slip_of_the_pen_is_named_with_its_place(string text, string expected)
    {
        var error = Assert.Throws<FormatException>(() => OnnxExpression.Parse(text));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{text}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_is_bounded()
    {
        string deep = string.Concat(Enumerable.Repeat("Neg(", 10_000)) + "x" + new string(')', 10_000);
        Assert.Contains("nests deeper", Assert.Throws<FormatException>(() => OnnxExpression.Parse(deep)).Message, StringComparison.Ordinal);
    }
}
