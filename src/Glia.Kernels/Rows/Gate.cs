using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Glia.Kernels.Activations;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>y = a·h(b), where a is the first half of a row and b the second: what all gated linear units are made of.</summary>
/// <remarks>Which half is the gate differs in print; here it is the second, as in PyTorch, Keras and JAX.</remarks>
internal static class Gate
{
    /// <summary>The half of a row.</summary>
    /// <param name="units">Length of the row.</param>
    /// <returns>Its half, 0 where it has none.</returns>
    public static int Half(int units) => units % 2 == 0 ? units / 2 : 0;

    /// <summary>The values.</summary>
    /// <typeparam name="T">h.</typeparam>
    /// <param name="gate">h at its parameters.</param>
    /// <param name="z">Rows <c>[rows, units]</c>.</param>
    /// <param name="units">Length of a row.</param>
    /// <param name="y">Outputs <c>[rows, units / 2]</c>.</param>
    /// <param name="single">Whether float lanes are good enough.</param>
    public static void Forward<T>(T gate, ReadOnlySpan<float> z, int units, Span<float> y, bool single)
        where T : struct, IActivation<T>
    {
        int half = units / 2;
        for (int at = 0; at < z.Length; at += units)
        {
            Sweep.Map(new Product<T>(gate), single, z.Slice(at, half), z.Slice(at + half, half), y.Slice(at / 2, half));
        }
    }

    /// <summary>The values in float64.</summary>
    /// <typeparam name="T">h.</typeparam>
    /// <param name="gate">h at its parameters.</param>
    /// <param name="z">Rows <c>[rows, units]</c>.</param>
    /// <param name="units">Length of a row.</param>
    /// <param name="y">Outputs <c>[rows, units / 2]</c>.</param>
    public static void Forward<T>(T gate, ReadOnlySpan<double> z, int units, Span<double> y)
        where T : struct, IActivation<T>
    {
        var product = new Product<T>(gate);
        int half = units / 2;
        for (int i = 0; i < y.Length; i++)
        {
            var a = Double1.Of(z[(i / half * units) + (i % half)]);
            var b = Double1.Of(z[(i / half * units) + half + (i % half)]);

            // Pairs know no infinities on the way; plain double finds the limit.
            double wide = product.Apply(Wide<Double1>.Of(a), Wide<Double1>.Of(b)).High.Value;
            y[i] = double.IsFinite(wide) ? wide : product.Apply(a, b).Value;
        }
    }

    /// <summary>∂L/∂a = dy·h(b), ∂L/∂b = dy·a·h′(b).</summary>
    /// <typeparam name="T">h.</typeparam>
    /// <param name="gate">h at its parameters.</param>
    /// <param name="z">Rows <c>[rows, units]</c>.</param>
    /// <param name="dy">∂L/∂y <c>[rows, units / 2]</c>.</param>
    /// <param name="units">Length of a row.</param>
    /// <param name="dz">∂L/∂z <c>[rows, units]</c>; may be <paramref name="z"/>.</param>
    public static void Backward<T>(T gate, ReadOnlySpan<float> z, ReadOnlySpan<float> dy, int units, Span<float> dz)
        where T : struct, IActivation<T>
    {
        int half = units / 2;
        Span<float> row = MemoryMarshal.Cast<byte, float>(Scratch.Take(units * sizeof(float)));
        for (int at = 0; at < z.Length; at += units)
        {
            // A copy, because dz may be z.
            z.Slice(at, units).CopyTo(row);
            ReadOnlySpan<float> gradients = dy.Slice(at / 2, half);
            Sweep.Map(new Product<T>(gate), T.Info.ExactInSingle, gradients, row[half..], dz.Slice(at, half));
            Sweep.Map(new GateSlope<T>(gate), false, gradients, row[..half], row[half..], dz.Slice(at + half, half));
        }
    }

    /// <summary>What Forward computes.</summary>
    /// <typeparam name="T">The gate's function.</typeparam>
    /// <param name="gate">The gate's function.</param>
    /// <param name="single">Whether in float.</param>
    /// <returns>Its formula.</returns>
    public static TracedGate Trace<T>(T gate, bool single)
        where T : struct, IActivation<T> => new(TracedFunction.Of(new Product<T>(gate), single));

    private readonly struct Product<T>(T gate) : IBinaryBody
        where T : struct, IActivation<T>
    {
        private readonly T _gate = gate;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane a, TLane b)
            where TLane : struct, ILane<TLane> => a * _gate.Forward(b);
    }

    private readonly struct GateSlope<T>(T gate) : ITernaryBody
        where T : struct, IActivation<T>
    {
        private readonly T _gate = gate;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane a, TLane b, TLane c)
            where TLane : struct, ILane<TLane> => a * b * _gate.Slope(c);
    }
}
