namespace Glia.Kernels.Lanes;

/// <summary>A formula of one input, for <see cref="Sweep"/>.</summary>
internal interface IUnaryBody
{
    TLane Apply<TLane>(TLane x)
        where TLane : struct, ILane<TLane>;
}

/// <summary>A formula of two inputs, for <see cref="Sweep"/>.</summary>
internal interface IBinaryBody
{
    TLane Apply<TLane>(TLane a, TLane b)
        where TLane : struct, ILane<TLane>;
}

/// <summary>A formula of three inputs, for <see cref="Sweep"/>.</summary>
internal interface ITernaryBody
{
    TLane Apply<TLane>(TLane a, TLane b, TLane c)
        where TLane : struct, ILane<TLane>;
}
