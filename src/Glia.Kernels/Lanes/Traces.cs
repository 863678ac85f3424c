using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Glia.Kernels.Lanes;

/// <summary>Takes numbers for 0 that are so small that what comes of them next may be a subnormal number, with which a processor computes up to a hundred times as slowly.</summary>
/// <remarks>
/// They come from units far out on the flat side of their function, where y and slope fall off exponentially, and from moments of weights that get no gradient any more, which shrink by a factor a step until rounding keeps
/// them from becoming 0. Without this, a network with half of its units dead trained at a quarter of its speed, one of sigmoids on inputs in hundreds at a tenth
/// (benchmarks/Micro, <c>dead</c> and <c>saturated</c>).
/// </remarks>
internal static class Traces
{
    /// <summary>2⁻¹²⁰: times a factor down to 2⁻⁶ still a normal number.</summary>
    public const float Least = 7.52316385e-37f;

    /// <summary>2⁻⁵⁸: times a factor down to 2⁻¹⁰ the squares of others are still normal numbers.</summary>
    private const float LeastToSquare = 3.46944695e-18f;

    /// <summary>x, but 0 for |x| below <see cref="Least"/>; NaN stays.</summary>
    public static Vector<float> Fade(Vector<float> x) => Without(x, new Vector<float>(Least));

    /// <summary>x for a square, but 0 where that would be too small.</summary>
    public static Vector<float> FadeToSquare(Vector<float> x) => Without(x, new Vector<float>(LeastToSquare));

    /// <summary>As <see cref="Fade(Vector{float})"/>, in place.</summary>
    public static void Fade(Span<float> x)
    {
        ref float first = ref MemoryMarshal.GetReference(x);
        int i = 0;
        for (; i + Vector512<float>.Count <= x.Length; i += Vector512<float>.Count)
        {
            Vector512<float> value = Vector512.LoadUnsafe(ref first, (nuint)i);
            Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(value), Vector512.Create(Least)), Vector512<float>.Zero, value).StoreUnsafe(ref first, (nuint)i);
        }

        foreach (ref float value in x[i..])
        {
            value = MathF.Abs(value) < Least ? 0 : value;
        }
    }

    private static Vector<float> Without(Vector<float> x, Vector<float> least) => Vector.AndNot(x, Vector.AsVectorSingle(Vector.LessThan(Vector.Abs(x), least)));
}
