using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Glia.Kernels.Lanes;

/// <summary>4 floats in one 128-bit register.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Single4 : ILane<Single4>
{
    private readonly Vector128<float> _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Single4(Vector128<float> v) => _v = v;

    public static int Width => 4;

    public static LanePrecision Precision => LanePrecision.Single;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Of(double value) => new(Vector128.Create((float)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Of(double high, double low) => Of(high + low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Of(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Load(ref readonly float source) => new(Vector128.LoadUnsafe(ref Unsafe.AsRef(in source)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float target) => _v.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 operator +(Single4 a, Single4 b) => new(a._v + b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 operator -(Single4 a, Single4 b) => new(a._v - b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 operator *(Single4 a, Single4 b) => new(a._v * b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 operator +(Single4 a, double b) => new(a._v + Vector128.Create((float)b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 operator -(Single4 a, double b) => new(a._v - Vector128.Create((float)b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 operator *(Single4 a, double b) => new(a._v * Vector128.Create((float)b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 operator /(Single4 a, Single4 b) => new(a._v / b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 operator -(Single4 a) => new(-a._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 FusedMultiplyAdd(Single4 a, Single4 b, Single4 c) => new(Vector128.FusedMultiplyAdd(a._v, b._v, c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 FusedMultiplyAdd(Single4 a, Single4 b, double c) => new(Vector128.FusedMultiplyAdd(a._v, b._v, Vector128.Create((float)c)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 FusedMultiplyAdd(Single4 a, double b, Single4 c) => new(Vector128.FusedMultiplyAdd(a._v, Vector128.Create((float)b), c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 FusedMultiplyAdd(Single4 a, double b, double c) => new(Vector128.FusedMultiplyAdd(a._v, Vector128.Create((float)b), Vector128.Create((float)c)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Abs(Single4 a) => new(Vector128.Abs(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Sqrt(Single4 a) => new(Vector128.Sqrt(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Round(Single4 a) => new(Vector128.Round(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 PowerOfTwo(Single4 n) => new(((Vector128.Create(Lane.SingleExponentMagic) + n._v).AsInt32() << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single4 ILane<Single4>.PowerOfTwoShifted(Single4 shifted) => new((shifted._v.AsInt32() << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Scale(Single4 x, Single4 n) => Lane.ScaleSingle(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 PowerOfTwoSixteenths(Single4 shifted)
    {
        Single4 n = shifted - Lane.RoundingShift<Single4>();
        Single4 whole = Round((n - Of(7.5)) * Of(0.0625));
        return Sixteenths(n - (whole * Of(16.0))) * PowerOfTwo(whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 AtLeast(Single4 x, Single4 bound) => new(Vector128.ConditionalSelect(Vector128.LessThan(x._v, bound._v), bound._v, x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 AtMost(Single4 x, Single4 bound) => new(Vector128.ConditionalSelect(Vector128.LessThan(bound._v, x._v), bound._v, x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 LessThan(Single4 a, Single4 b) => new(Vector128.LessThan(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Equal(Single4 a, Single4 b) => new(Vector128.Equals(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Select(Single4 mask, Single4 whenTrue, Single4 whenFalse) =>
        new(Vector128.ConditionalSelect(mask._v, whenTrue._v, whenFalse._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single4 ILane<Single4>.Unless(Single4 a, Single4 b, Single4 value, ref int count)
    {
        Vector128<float> mask = Vector128.Equals(a._v, b._v);
        count += BitOperations.PopCount(mask.ExtractMostSignificantBits());
        return new(Vector128.AndNot(value._v, mask));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool ILane<Single4>.AllEqual(Single4 a, Single4 b) => Vector128.EqualsAll(a._v, b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Single4 mask) => !Vector128.EqualsAll(mask._v.AsInt32(), Vector128<int>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 CopySign(Single4 magnitude, Single4 sign) =>
        new(Vector128.ConditionalSelect(Vector128.Create(-0.0f), sign._v, magnitude._v));

    private static Single4 Sixteenths(Single4 n)
    {
        Span<float> powers = stackalloc float[Width];
        for (int i = 0; i < powers.Length; i++)
        {
            powers[i] = (float)SixteenthPowers.High[(int)n._v[i]];
        }

        return Load(in powers[0]);
    }
}
