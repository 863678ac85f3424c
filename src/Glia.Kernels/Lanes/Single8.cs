using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels.Lanes;

/// <summary>8 floats in one 256-bit register.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Single8 : ILane<Single8>
{
    private readonly Vector256<float> _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Single8(Vector256<float> v) => _v = v;

    public static int Width => 8;

    public static LanePrecision Precision => LanePrecision.Single;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Of(double value) => new(Vector256.Create((float)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Of(double high, double low) => Of(high + low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Of(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Load(ref readonly float source) => new(Vector256.LoadUnsafe(ref Unsafe.AsRef(in source)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float target) => _v.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 operator +(Single8 a, Single8 b) => new(a._v + b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 operator -(Single8 a, Single8 b) => new(a._v - b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 operator *(Single8 a, Single8 b) => new(a._v * b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 operator +(Single8 a, double b) => new(a._v + Vector256.Create((float)b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 operator -(Single8 a, double b) => new(a._v - Vector256.Create((float)b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 operator *(Single8 a, double b) => new(a._v * Vector256.Create((float)b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 operator /(Single8 a, Single8 b) => new(a._v / b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 operator -(Single8 a) => new(-a._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 FusedMultiplyAdd(Single8 a, Single8 b, Single8 c) => new(Vector256.FusedMultiplyAdd(a._v, b._v, c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 FusedMultiplyAdd(Single8 a, Single8 b, double c) => new(Vector256.FusedMultiplyAdd(a._v, b._v, Vector256.Create((float)c)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 FusedMultiplyAdd(Single8 a, double b, Single8 c) => new(Vector256.FusedMultiplyAdd(a._v, Vector256.Create((float)b), c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 FusedMultiplyAdd(Single8 a, double b, double c) => new(Vector256.FusedMultiplyAdd(a._v, Vector256.Create((float)b), Vector256.Create((float)c)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 FusedSubtract(Single8 a, Single8 b, Single8 c) => new(Fma.IsSupported ? Fma.MultiplyAddNegated(a._v, b._v, c._v) : Vector256.FusedMultiplyAdd(-a._v, b._v, c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Abs(Single8 a) => new(Vector256.Abs(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Sqrt(Single8 a) => new(Vector256.Sqrt(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Round(Single8 a) => new(Vector256.Round(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 PowerOfTwo(Single8 n) => new(((Vector256.Create(Lane.SingleExponentMagic) + n._v).AsInt32() << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single8 ILane<Single8>.PowerOfTwoShifted(Single8 shifted) => new((shifted._v.AsInt32() << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Scale(Single8 x, Single8 n) => Lane.ScaleSingle(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 PowerOfTwoSixteenths(Single8 shifted)
    {
        Single8 n = shifted - Lane.RoundingShift<Single8>();
        Single8 whole = Round((n - Of(7.5)) * Of(0.0625));
        return Sixteenths(n - (whole * Of(16.0))) * PowerOfTwo(whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 AtLeast(Single8 x, Single8 bound) => new(Vector256.MaxNative(bound._v, x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 AtMost(Single8 x, Single8 bound) => new(Vector256.MinNative(bound._v, x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 AtLeast(Single8 x, double bound) => new(Vector256.MaxNative(Vector256.Create((float)bound), x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 AtMost(Single8 x, double bound) => new(Vector256.MinNative(Vector256.Create((float)bound), x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 LessThan(Single8 a, Single8 b) => new(Vector256.LessThan(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Equal(Single8 a, Single8 b) => new(Vector256.Equals(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Select(Single8 mask, Single8 whenTrue, Single8 whenFalse) =>
        new(Vector256.ConditionalSelect(mask._v, whenTrue._v, whenFalse._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 WhereLess(Single8 a, Single8 b, Single8 whenTrue, Single8 whenFalse) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(a._v, b._v), whenTrue._v, whenFalse._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 WhereEqual(Single8 a, Single8 b, Single8 whenTrue, Single8 whenFalse) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(a._v, b._v), whenTrue._v, whenFalse._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single8 ILane<Single8>.Unless(Single8 a, Single8 b, Single8 value, ref int count)
    {
        Vector256<float> mask = Vector256.Equals(a._v, b._v);
        count += BitOperations.PopCount(mask.ExtractMostSignificantBits());
        return new(Vector256.AndNot(value._v, mask));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool ILane<Single8>.AllEqual(Single8 a, Single8 b) => Vector256.EqualsAll(a._v, b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Single8 mask) => !Vector256.EqualsAll(mask._v.AsInt32(), Vector256<int>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 CopySign(Single8 magnitude, Single8 sign) =>
        new(Vector256.ConditionalSelect(Vector256.Create(-0.0f), sign._v, magnitude._v));

    private static Single8 Sixteenths(Single8 n)
    {
        Span<float> powers = stackalloc float[Width];
        for (int i = 0; i < powers.Length; i++)
        {
            powers[i] = (float)SixteenthPowers.High[(int)n._v[i]];
        }

        return Load(in powers[0]);
    }
}
