using System.Numerics.Tensors;

namespace Glia.Benchmarks.Comparison;

/// <summary>What a user of System.Numerics.Tensors would write: one call where there is one, passes over the array where not.</summary>
internal static class TensorsPeer
{
    private delegate void Pass(ReadOnlySpan<float> x, Span<float> y, Span<float> scratch);

    private static readonly Dictionary<string, Pass> Values = new(StringComparer.Ordinal)
    {
        ["exponential"] = (x, y, _) => TensorPrimitives.Exp(x, y),
        ["sigmoid"] = (x, y, _) => TensorPrimitives.Sigmoid(x, y),
        ["tanh"] = (x, y, _) => TensorPrimitives.Tanh(x, y),
        ["relu"] = (x, y, _) => TensorPrimitives.Max(x, 0f, y),
        ["capped_relu"] = (x, y, _) =>
        {
            TensorPrimitives.Max(x, 0f, y);
            TensorPrimitives.Min(y, 6f, y);
        },
        ["abs"] = (x, y, _) => TensorPrimitives.Abs(x, y),
        ["hard_tanh"] = (x, y, _) =>
        {
            TensorPrimitives.Max(x, -1f, y);
            TensorPrimitives.Min(y, 1f, y);
        },
        ["leaky_relu"] = (x, y, _) =>
        {
            TensorPrimitives.Multiply(x, 0.01f, y);
            TensorPrimitives.Max(x, y, y);
        },
        ["prelu"] = (x, y, _) =>
        {
            TensorPrimitives.Multiply(x, 0.25f, y);
            TensorPrimitives.Max(x, y, y);
        },
        ["relu_squared"] = (x, y, _) =>
        {
            TensorPrimitives.Max(x, 0f, y);
            TensorPrimitives.Multiply(y, y, y);
        },
        ["hard_sigmoid"] = (x, y, _) =>
        {
            TensorPrimitives.Multiply(x, 1 / 6f, y);
            TensorPrimitives.Add(y, 0.5f, y);
            TensorPrimitives.Max(y, 0f, y);
            TensorPrimitives.Min(y, 1f, y);
        },
        ["hard_swish"] = (x, y, _) =>
        {
            TensorPrimitives.Multiply(x, 1 / 6f, y);
            TensorPrimitives.Add(y, 0.5f, y);
            TensorPrimitives.Max(y, 0f, y);
            TensorPrimitives.Min(y, 1f, y);
            TensorPrimitives.Multiply(x, y, y);
        },
        ["elu"] = Elu,
        ["celu"] = Elu,
        ["selu"] = (x, y, s) =>
        {
            Elu(x, y, s);
            TensorPrimitives.Multiply(y, 1.0507010f, y);
        },
        ["swish"] = (x, y, _) =>
        {
            TensorPrimitives.Sigmoid(x, y);
            TensorPrimitives.Multiply(x, y, y);
        },
        ["quick_gelu"] = (x, y, _) =>
        {
            TensorPrimitives.Multiply(x, 1.702f, y);
            TensorPrimitives.Sigmoid(y, y);
            TensorPrimitives.Multiply(x, y, y);
        },
        ["gelu_tanh"] = (x, y, _) =>
        {
            TensorPrimitives.Multiply(x, x, y);
            TensorPrimitives.Multiply(y, 0.0713548163f, y);
            TensorPrimitives.Add(y, 1.59576912f, y);
            TensorPrimitives.Multiply(x, y, y);
            TensorPrimitives.Sigmoid(y, y);
            TensorPrimitives.Multiply(x, y, y);
        },
        ["softplus"] = Softplus,
        ["log_sigmoid"] = (x, y, s) =>
        {
            TensorPrimitives.Negate(x, y);
            Softplus(y, y, s);
            TensorPrimitives.Negate(y, y);
        },
        ["mish"] = (x, y, s) =>
        {
            Softplus(x, y, s);
            TensorPrimitives.Tanh(y, y);
            TensorPrimitives.Multiply(x, y, y);
        },
        ["lisht"] = (x, y, _) =>
        {
            TensorPrimitives.Tanh(x, y);
            TensorPrimitives.Multiply(x, y, y);
        },
        ["tanh_shrink"] = (x, y, _) =>
        {
            TensorPrimitives.Tanh(x, y);
            TensorPrimitives.Subtract(x, y, y);
        },
        ["softsign"] = (x, y, _) =>
        {
            TensorPrimitives.Abs(x, y);
            TensorPrimitives.Add(y, 1f, y);
            TensorPrimitives.Divide(x, y, y);
        },
        ["arctan"] = (x, y, _) => TensorPrimitives.Atan(x, y),
        ["cosine"] = (x, y, _) => TensorPrimitives.Cos(x, y),
        ["gaussian"] = (x, y, _) =>
        {
            TensorPrimitives.Multiply(x, x, y);
            TensorPrimitives.Negate(y, y);
            TensorPrimitives.Exp(y, y);
        },
        ["sine"] = (x, y, _) =>
        {
            TensorPrimitives.Multiply(x, 30f, y);
            TensorPrimitives.Sin(y, y);
        },
        ["snake"] = (x, y, _) =>
        {
            TensorPrimitives.Sin(x, y);
            TensorPrimitives.MultiplyAdd(y, y, x, y);
        },
    };

    /// <summary>The contender, or null where nothing of the kind can be composed.</summary>
    public static Contender? For(string function, Arena arena, Duo? duo)
    {
        if (arena.Columns > 1)
        {
            return string.Equals(function, "softmax", StringComparison.Ordinal) ? new("TensorPrimitives", Slices.Run(arena, duo, (start, length) =>
            {
                for (int row = start; row < start + length; row += arena.Columns)
                {
                    TensorPrimitives.SoftMax(arena.Input.AsSpan(row, arena.Columns), arena.Output.AsSpan(row, arena.Columns));
                }
            })) : null;
        }

        return Values.TryGetValue(function, out Pass? pass)
            ? new("TensorPrimitives", Slices.Run(arena, duo, (start, length) =>
                pass(arena.Input.AsSpan(start, length), arena.Output.AsSpan(start, length), arena.Scratch.AsSpan(start, length))))
            : null;
    }

    private static void Elu(ReadOnlySpan<float> x, Span<float> y, Span<float> scratch)
    {
        TensorPrimitives.Min(x, 0f, scratch);
        TensorPrimitives.ExpM1(scratch, scratch);
        TensorPrimitives.Max(x, 0f, y);
        TensorPrimitives.Add(y, scratch, y);
    }

    private static void Softplus(ReadOnlySpan<float> x, Span<float> y, Span<float> scratch)
    {
        TensorPrimitives.Abs(x, scratch);
        TensorPrimitives.Negate(scratch, scratch);
        TensorPrimitives.Exp(scratch, scratch);
        TensorPrimitives.LogP1(scratch, scratch);
        TensorPrimitives.Max(x, 0f, y);
        TensorPrimitives.Add(y, scratch, y);
    }
}
