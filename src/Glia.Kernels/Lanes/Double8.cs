using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels.Lanes;

/// <summary>8 doubles in one 512-bit register; loads and stores floats, so that a formula is evaluated in double and rounded once.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Double8 : IDoubleLane<Double8>
{
    private readonly Vector512<double> _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Double8(Vector512<double> v) => _v = v;

    public static int Width => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Of(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Of(float value) => new(Vector512.Create((double)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Load(ref readonly double source) => new(Vector512.LoadUnsafe(ref Unsafe.AsRef(in source)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double target) => _v.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Load(ref readonly float source) => new(Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref Unsafe.AsRef(in source))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float target) => Avx512F.ConvertToVector256Single(_v).StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator +(Double8 a, Double8 b) => new(a._v + b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator -(Double8 a, Double8 b) => new(a._v - b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator *(Double8 a, Double8 b) => new(a._v * b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator /(Double8 a, Double8 b) => new(a._v / b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator -(Double8 a) => new(-a._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 FusedMultiplyAdd(Double8 a, Double8 b, Double8 c) => new(Vector512.FusedMultiplyAdd(a._v, b._v, c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Abs(Double8 a) => new(Vector512.Abs(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Sqrt(Double8 a) => new(Vector512.Sqrt(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Round(Double8 a) => new(Vector512.Round(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 PowerOfTwo(Double8 n) => new(((Vector512.Create(Lane.DoubleExponentMagic) + n._v).AsInt64() << 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 LessThan(Double8 a, Double8 b) => new(Vector512.LessThan(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Equal(Double8 a, Double8 b) => new(Vector512.Equals(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Select(Double8 mask, Double8 whenTrue, Double8 whenFalse) =>
        new(Vector512.ConditionalSelect(mask._v, whenTrue._v, whenFalse._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 CopySign(Double8 magnitude, Double8 sign) =>
        new(Vector512.ConditionalSelect(Vector512.Create(-0.0), sign._v, magnitude._v));
}
