using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Glia.Kernels.Lanes;

/// <summary>2 doubles in one 128-bit register; loads and stores floats, so that a formula is evaluated in double and rounded once.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Double2 : IDoubleLane<Double2>
{
    private readonly Vector128<double> _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Double2(Vector128<double> v) => _v = v;

    public static int Width => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Of(double value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Of(float value) => new(Vector128.Create((double)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Load(ref readonly double source) => new(Vector128.LoadUnsafe(ref Unsafe.AsRef(in source)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double target) => _v.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Load(ref readonly float source) => new(Vector128.Create(source, (double)Unsafe.Add(ref Unsafe.AsRef(in source), 1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float target)
    {
        target = (float)_v[0];
        Unsafe.Add(ref target, 1) = (float)_v[1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 operator +(Double2 a, Double2 b) => new(a._v + b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 operator -(Double2 a, Double2 b) => new(a._v - b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 operator *(Double2 a, Double2 b) => new(a._v * b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 operator /(Double2 a, Double2 b) => new(a._v / b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 operator -(Double2 a) => new(-a._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 FusedMultiplyAdd(Double2 a, Double2 b, Double2 c) => new(Vector128.FusedMultiplyAdd(a._v, b._v, c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Abs(Double2 a) => new(Vector128.Abs(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Sqrt(Double2 a) => new(Vector128.Sqrt(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Round(Double2 a) => new(Vector128.Round(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 PowerOfTwo(Double2 n) => new(((Vector128.Create(Lane.DoubleExponentMagic) + n._v).AsInt64() << 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 LessThan(Double2 a, Double2 b) => new(Vector128.LessThan(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Equal(Double2 a, Double2 b) => new(Vector128.Equals(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Select(Double2 mask, Double2 whenTrue, Double2 whenFalse) =>
        new(Vector128.ConditionalSelect(mask._v, whenTrue._v, whenFalse._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 CopySign(Double2 magnitude, Double2 sign) =>
        new(Vector128.ConditionalSelect(Vector128.Create(-0.0), sign._v, magnitude._v));
}
