namespace Glia.Kernels.Lanes;

/// <summary>In what a traced formula computes.</summary>
internal interface ITracedPrecision
{
    static abstract LanePrecision Precision { get; }
}

/// <summary>float.</summary>
internal readonly struct InSingle : ITracedPrecision
{
    public static LanePrecision Precision => LanePrecision.Single;
}

/// <summary>double.</summary>
internal readonly struct InDouble : ITracedPrecision
{
    public static LanePrecision Precision => LanePrecision.Double;
}

/// <summary>Pairs of doubles.</summary>
internal readonly struct InWide : ITracedPrecision
{
    public static LanePrecision Precision => LanePrecision.Wide;
}
