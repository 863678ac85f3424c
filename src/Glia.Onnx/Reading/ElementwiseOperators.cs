using Glia.Kernels.Activations;
using Glia.Onnx.Wire;

namespace Glia.Onnx.Reading;

/// <summary>
/// What the standard's elementwise operators compute, in double, for many points at once: enough to see by its values which function a few nodes
/// together are. Defaults of attributes are those of the ONNX operator documentation.
/// </summary>
internal static class ElementwiseOperators
{
    private static readonly Activation ErrorFunction = Direct("Erf");

    /// <summary>Whether an operator passes values on as they are, in prediction.</summary>
    public static bool PassesOn(NodeProto node) => GraphIndex.IsDefault(node.Domain) && node.OpType is "Identity" or "Cast" or "Dropout" or "CastLike";

    /// <summary>The inputs whose values count: the others (a ratio, a type, a mode) do not change the result.</summary>
    public static IEnumerable<string> Inputs(NodeProto node) => PassesOn(node) ? node.Input.Take(1) : node.Input;

    /// <summary>Computes an operator.</summary>
    /// <param name="node">The node.</param>
    /// <param name="x">Its inputs; null for one that was left out.</param>
    /// <returns>Its output; null where the operator is not elementwise, or not known.</returns>
    public static double[]? Apply(NodeProto node, IReadOnlyList<double[]?> x)
    {
        if (x.Count == 0 || x[0] is not { } a || !(GraphIndex.IsDefault(node.Domain) || node.Domain == "com.microsoft"))
        {
            return null;
        }

        return x.Count switch
        {
            1 => One(node, a),
            2 when x[1] is { } b => Two(node, a, b) ?? Many(node, x),
            _ => Many(node, x),
        };
    }

    private static double[]? One(NodeProto node, double[] a)
    {
        double Attribute(string name, double otherwise) => node.Attribute.FirstOrDefault(each => each.Name == name) is { } found ? found.F : otherwise;
        double alpha;
        switch (node.OpType)
        {
            case "Identity" or "Cast" or "Dropout" or "CastLike":
                return a;
            case "Relu":
                return Each(a, v => Math.Max(v, 0));
            case "LeakyRelu":
                alpha = Attribute("alpha", 0.01f);
                return Each(a, v => v < 0 ? alpha * v : v);
            case "Elu":
                alpha = Attribute("alpha", 1);
                return Each(a, v => v < 0 ? alpha * Expm1(v) : v);
            case "Celu":
                alpha = Attribute("alpha", 1);
                return Each(a, v => v < 0 ? alpha * Expm1(v / alpha) : v);
            case "Selu":
                alpha = Attribute("alpha", 1.67326319217681884765625);
                double gamma = Attribute("gamma", 1.05070102214813232421875);
                return Each(a, v => gamma * (v < 0 ? alpha * Expm1(v) : v));
            case "ThresholdedRelu":
                alpha = Attribute("alpha", 1);
                return Each(a, v => v > alpha ? v : 0);
            case "Sigmoid":
                return Each(a, Logistic);
            case "HardSigmoid":
                alpha = Attribute("alpha", 0.2f);
                double beta = Attribute("beta", 0.5f);
                return Each(a, v => Math.Clamp((alpha * v) + beta, 0, 1));
            case "HardSwish":
                return Each(a, v => v * Math.Clamp((v / 6) + 0.5, 0, 1));
            case "Swish":
                alpha = Attribute("alpha", 1);
                return Each(a, v => v * Logistic(alpha * v));
            case "QuickGelu":
                alpha = Attribute("alpha", 1.702f);
                return Each(a, v => v * Logistic(alpha * v));
            case "Mish":
                return Each(a, v => v * Math.Tanh(Softplus(v)));
            case "Gelu" when node.Attribute.FirstOrDefault(each => each.Name == "approximate")?.S.ToStringUtf8() is not (null or "none"):
            case "FastGelu":
                return Each(a, v => 0.5 * v * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (v + (0.044715 * v * v * v)))));
            case "Gelu":
                return Each(Erf(Each(a, v => v / Math.Sqrt(2))), a, (erf, v) => 0.5 * v * (1 + erf));
            case "Shrink":
                double bias = Attribute("bias", 0), lambda = Attribute("lambd", 0.5);
                return Each(a, v => v < -lambda ? v + bias : v > lambda ? v - bias : 0);
            case "Clip":
                return Each(a, v => Math.Min(Math.Max(v, Attribute("min", double.NegativeInfinity)), Attribute("max", double.PositiveInfinity)));
            case "Softplus":
                return Each(a, Softplus);
            case "Softsign":
                return Each(a, v => v / (1 + Math.Abs(v)));
            case "Erf":
                return Erf(a);
            default:
                return Plain(node.OpType) is { } plain ? Each(a, plain) : node.OpType is "Sum" or "Max" or "Min" or "Mean" ? a : null;
        }
    }

    private static Func<double, double>? Plain(string type) => type switch
    {
        "Tanh" => Math.Tanh,
        "Exp" => Math.Exp,
        "Log" => Math.Log,
        "Neg" => v => -v,
        "Abs" => Math.Abs,
        "Sqrt" => Math.Sqrt,
        "Reciprocal" => v => 1 / v,
        "Sin" => Math.Sin,
        "Cos" => Math.Cos,
        "Atan" => Math.Atan,
        "Sign" => v => Math.Sign(v),
        "Not" => v => v == 0 ? 1 : 0,
        _ => null,
    };

    private static double[]? Two(NodeProto node, double[] a, double[] b) => node.OpType switch
    {
        "Add" => Each(a, b, (v, w) => v + w),
        "Sub" => Each(a, b, (v, w) => v - w),
        "Mul" => Each(a, b, (v, w) => v * w),
        "Div" => Each(a, b, (v, w) => v / w),
        "Pow" => Each(a, b, Math.Pow),
        "PRelu" => Each(a, b, (v, w) => v < 0 ? v * w : v),
        "Less" => Each(a, b, (v, w) => v < w ? 1 : 0),
        "LessOrEqual" => Each(a, b, (v, w) => v <= w ? 1 : 0),
        "Greater" => Each(a, b, (v, w) => v > w ? 1 : 0),
        "GreaterOrEqual" => Each(a, b, (v, w) => v >= w ? 1 : 0),
        "And" => Each(a, b, (v, w) => v * w),
        "Or" => Each(a, b, Math.Max),
        _ => null,
    };

    private static double[]? Many(NodeProto node, IReadOnlyList<double[]?> x)
    {
        switch (node.OpType)
        {
            case "Clip":
                double[] least = x[1] is { } low ? Each(x[0]!, low, Math.Max) : x[0]!;
                return x.Count > 2 && x[2] is { } high ? Each(least, high, Math.Min) : least;
            case "Where" when x is [{ } chosen, { } yes, { } no]:
                return [.. chosen.Select((value, i) => value != 0 ? yes[i] : no[i])];
            case "Max" or "Min" or "Sum" when x.All(each => each is not null):
                return x.Aggregate((sum, each) => Each(sum!, each!, node.OpType switch { "Max" => Math.Max, "Min" => Math.Min, _ => (v, w) => v + w }));
            default:
                return null;
        }
    }

    private static double[] Each(double[] a, Func<double, double> f) => Array.ConvertAll(a, v => f(v));

    private static double[] Each(double[] a, double[] b, Func<double, double, double> f) => [.. a.Zip(b, f)];

    private static double[] Erf(double[] a)
    {
        double[] y = new double[a.Length];
        ErrorFunction.Forward(a, y);
        return y;
    }

    private static double Logistic(double v) => 1 / (1 + Math.Exp(-v));

    private static double Softplus(double v) => Math.Max(v, 0) + Math.Log(1 + Math.Exp(-Math.Abs(v)));

    // Good to 1e-10, which is far below the difference between any two functions.
    private static double Expm1(double v) => Math.Abs(v) < 1e-5 ? v + (0.5 * v * v) : Math.Exp(v) - 1;

    private static Activation Direct(string type) => ActivationCatalog.Parse(ActivationCatalog.All.First(info => info.Onnx.Expression == $"{type}(x)").Name);
}
