using System.Numerics;
using System.Runtime.InteropServices;

namespace Glia.Networks.Optimizers;

/// <summary>What one update works on: a stretch of the flat arrays, which all have the same, padded length.</summary>
internal readonly record struct UpdateStep
{
    /// <summary>w.</summary>
    public required float[] Values { get; init; }

    /// <summary>g.</summary>
    public required float[] Gradient { get; init; }

    /// <summary>What the optimizer remembers, value by value.</summary>
    public required float[][] Slots { get; init; }

    /// <summary>What it remembers besides.</summary>
    public required double[] Scalars { get; init; }

    /// <summary>η.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Where decay applies.</summary>
    public required IReadOnlyList<Parameter> Parameters { get; init; }

    /// <summary>Where the stretch starts; a multiple of the widest vector.</summary>
    public required int From { get; init; }

    /// <summary>How long it is; likewise.</summary>
    public required int Length { get; init; }

    /// <summary>w in whole vectors.</summary>
    public Span<Vector<float>> WideValues => MemoryMarshal.Cast<float, Vector<float>>(Values.AsSpan(From, Length));

    /// <summary>g in whole vectors.</summary>
    public ReadOnlySpan<Vector<float>> WideGradient => MemoryMarshal.Cast<float, Vector<float>>(Gradient.AsSpan(From, Length));

    /// <summary>A slot in whole vectors.</summary>
    public Span<Vector<float>> WideSlot(int index) => MemoryMarshal.Cast<float, Vector<float>>(Slots[index].AsSpan(From, Length));
}
