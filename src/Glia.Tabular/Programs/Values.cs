using System.Globalization;
using System.Numerics;

namespace Glia.Tabular;

/// <summary>What single values of a program mean in a table.</summary>
internal static class Values
{
    public static bool IsNumber(Type type) => !type.IsEnum && (Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal
        || type == typeof(BigInteger) || type == typeof(Half) || type == typeof(Int128) || type == typeof(UInt128));

    public static bool IsText(Type type) => type.IsEnum || type == typeof(string) || type == typeof(bool) || type == typeof(char) || type == typeof(DateTime)
        || type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(TimeSpan) || type == typeof(Guid);

    /// <summary>The number; null for what is none.</summary>
    public static double? Number(object value) => value switch
    {
        Enum => null,
        double v => v,
        float v => v,
        int v => v,
        long v => v,
        short v => v,
        byte v => v,
        sbyte v => v,
        uint v => v,
        ulong v => v,
        ushort v => v,
        decimal v => ExactNumbers.OfDecimal(v),
        Half v => (double)v,
        BigInteger v => (double)v,
        Int128 v => (double)v,
        UInt128 v => (double)v,
        _ => null,
    };

    /// <summary>The text; null for what is none.</summary>
    public static string? Text(object value) => value switch
    {
        string v => v,
        bool v => v ? "true" : "false",
        char v => v.ToString(),
        Enum v => v.ToString(),
        DateTime v => Iso.Text(v),
        DateTimeOffset v => Iso.Text(v),
        DateOnly v => Iso.Text(v),
        TimeOnly v => Iso.Text(v),
        TimeSpan v => v.ToString("c", CultureInfo.InvariantCulture),
        Guid v => v.ToString("D", CultureInfo.InvariantCulture),
        _ => null,
    };
}
