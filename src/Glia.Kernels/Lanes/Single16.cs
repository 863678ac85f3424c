using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels.Lanes;

/// <summary>16 floats in one 512-bit register.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Single16 : ILane<Single16>
{
    private readonly Vector512<float> _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Single16(Vector512<float> v) => _v = v;

    public static int Width => 16;

    public static LanePrecision Precision => LanePrecision.Single;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Of(double value) => new(Vector512.Create((float)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Of(double high, double low) => Of(high + low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Of(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Load(ref readonly float source) => new(Vector512.LoadUnsafe(ref Unsafe.AsRef(in source)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float target) => _v.StoreUnsafe(ref target);

    /// <summary>Stores past the caches, to the start of a line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void StorePast(float* target) => _v.StoreAlignedNonTemporal(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 operator +(Single16 a, Single16 b) => new(a._v + b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 operator -(Single16 a, Single16 b) => new(a._v - b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 operator *(Single16 a, Single16 b) => new(a._v * b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 operator +(Single16 a, double b) => new(a._v + Vector512.Create((float)b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 operator -(Single16 a, double b) => new(a._v - Vector512.Create((float)b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 operator *(Single16 a, double b) => new(a._v * Vector512.Create((float)b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 operator /(Single16 a, Single16 b) => new(a._v / b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 operator -(Single16 a) => new(-a._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 FusedMultiplyAdd(Single16 a, Single16 b, Single16 c) => new(Vector512.FusedMultiplyAdd(a._v, b._v, c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 FusedMultiplyAdd(Single16 a, Single16 b, double c) => new(Vector512.FusedMultiplyAdd(a._v, b._v, Vector512.Create((float)c)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 FusedMultiplyAdd(Single16 a, double b, Single16 c) => new(Vector512.FusedMultiplyAdd(a._v, Vector512.Create((float)b), c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 FusedMultiplyAdd(Single16 a, double b, double c) => new(Vector512.FusedMultiplyAdd(a._v, Vector512.Create((float)b), Vector512.Create((float)c)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 FusedSubtract(Single16 a, Single16 b, Single16 c) => new(Avx512F.FusedMultiplyAddNegated(a._v, b._v, c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Abs(Single16 a) => new(Vector512.Abs(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Sqrt(Single16 a) => new(Vector512.Sqrt(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Round(Single16 a) => new(Vector512.Round(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 PowerOfTwo(Single16 n) => new(((Vector512.Create(Lane.SingleExponentMagic) + n._v).AsInt32() << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single16 ILane<Single16>.PowerOfTwoShifted(Single16 shifted) => new((shifted._v.AsInt32() << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Scale(Single16 x, Single16 n) => new(Avx512F.Scale(x._v, n._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 PowerOfTwoSixteenths(Single16 shifted)
    {
        Single16 n = shifted - Lane.RoundingShift<Single16>();
        Single16 whole = Round((n - Of(7.5)) * Of(0.0625));
        return Sixteenths(n - (whole * Of(16.0))) * PowerOfTwo(whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 AtLeast(Single16 x, Single16 bound) => new(Vector512.MaxNative(bound._v, x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 AtMost(Single16 x, Single16 bound) => new(Vector512.MinNative(bound._v, x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 AtLeast(Single16 x, double bound) => new(Vector512.MaxNative(Vector512.Create((float)bound), x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 AtMost(Single16 x, double bound) => new(Vector512.MinNative(Vector512.Create((float)bound), x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 LessThan(Single16 a, Single16 b) => new(Vector512.LessThan(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Equal(Single16 a, Single16 b) => new(Vector512.Equals(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Select(Single16 mask, Single16 whenTrue, Single16 whenFalse) =>
        new(Vector512.ConditionalSelect(mask._v, whenTrue._v, whenFalse._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 WhereLess(Single16 a, Single16 b, Single16 whenTrue, Single16 whenFalse) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(a._v, b._v), whenTrue._v, whenFalse._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 WhereEqual(Single16 a, Single16 b, Single16 whenTrue, Single16 whenFalse) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(a._v, b._v), whenTrue._v, whenFalse._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single16 ILane<Single16>.Unless(Single16 a, Single16 b, Single16 value, ref int count)
    {
        Vector512<float> mask = Vector512.Equals(a._v, b._v);
        count += BitOperations.PopCount(mask.ExtractMostSignificantBits());
        return new(Avx512F.BlendVariable(value._v, Vector512<float>.Zero, mask));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool ILane<Single16>.AllEqual(Single16 a, Single16 b) => Vector512.EqualsAll(a._v, b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Single16 mask) => !Vector512.EqualsAll(mask._v.AsInt32(), Vector512<int>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 CopySign(Single16 magnitude, Single16 sign) =>
        new(Vector512.ConditionalSelect(Vector512.Create(-0.0f), sign._v, magnitude._v));

    private static Single16 Sixteenths(Single16 n)
    {
        Span<float> powers = stackalloc float[Width];
        for (int i = 0; i < powers.Length; i++)
        {
            powers[i] = (float)SixteenthPowers.High[(int)n._v[i]];
        }

        return Load(in powers[0]);
    }
}
