using System.Numerics;
using System.Runtime.InteropServices;

namespace Glia.Networks.Optimizers;

/// <summary>What one update works on; all arrays have the same, padded length.</summary>
internal readonly ref struct UpdateStep
{
    /// <summary>w.</summary>
    public required Span<float> Values { get; init; }

    /// <summary>g.</summary>
    public required ReadOnlySpan<float> Gradient { get; init; }

    /// <summary>What the optimizer remembers, value by value.</summary>
    public required float[][] Slots { get; init; }

    /// <summary>What it remembers besides.</summary>
    public required double[] Scalars { get; init; }

    /// <summary>η.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Where decay applies.</summary>
    public required IReadOnlyList<Parameter> Parameters { get; init; }

    /// <summary>w in whole vectors.</summary>
    public Span<Vector<float>> WideValues => MemoryMarshal.Cast<float, Vector<float>>(Values);

    /// <summary>g in whole vectors.</summary>
    public ReadOnlySpan<Vector<float>> WideGradient => MemoryMarshal.Cast<float, Vector<float>>(Gradient);

    /// <summary>A slot in whole vectors.</summary>
    public Span<Vector<float>> WideSlot(int index) => MemoryMarshal.Cast<float, Vector<float>>(Slots[index].AsSpan());
}
