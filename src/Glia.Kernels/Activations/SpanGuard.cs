using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Glia.Kernels.Activations;

/// <summary>The rules for spans, in one place.</summary>
internal static class SpanGuard
{
    /// <summary>A target is as long as the source, and the same memory or disjoint from it.</summary>
    /// <param name="source">What is read.</param>
    /// <param name="target">What is written.</param>
    /// <param name="name">The target's name.</param>
    /// <typeparam name="T">The type of number.</typeparam>
    public static void Target<T>(ReadOnlySpan<T> source, Span<T> target, string name)
    {
        Length(target.Length, source.Length, name);
        if (source.Overlaps(target, out int offset) && offset != 0)
        {
            throw new ArgumentException(
                $"The target overlaps a source, shifted by {offset} elements; it must be the same memory or disjoint.", name);
        }
    }

    /// <summary>Whether <see cref="Target{T}"/> has nothing to say, found without a call.</summary>
    /// <param name="source">What is read.</param>
    /// <param name="target">What is written.</param>
    /// <typeparam name="T">The type of number.</typeparam>
    /// <returns>Whether lengths agree, and the memory is the same or disjoint.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Fits<T>(ReadOnlySpan<T> source, ReadOnlySpan<T> target) =>
        source.Length == target.Length
        && (Unsafe.AreSame(ref MemoryMarshal.GetReference(source), ref MemoryMarshal.GetReference(target)) || !source.Overlaps(target));

    /// <summary>Outputs are as many as they must be, and the target shares no memory with a source.</summary>
    /// <param name="source">What is read.</param>
    /// <param name="target">What is written.</param>
    /// <param name="outputs">Length of the outputs.</param>
    /// <param name="expected">What it must be.</param>
    /// <param name="name">The outputs' name.</param>
    /// <typeparam name="T">The type of number.</typeparam>
    public static void Apart<T>(ReadOnlySpan<T> source, Span<T> target, int outputs, int expected, string name)
    {
        Length(outputs, expected, name);
        if (source.Overlaps(target))
        {
            throw new ArgumentException("The target overlaps a source; a function that changes the width needs memory apart.", name);
        }
    }

    /// <summary>A span is as long as the others make it.</summary>
    /// <param name="seen">Its length.</param>
    /// <param name="expected">What it must be.</param>
    /// <param name="name">Its name.</param>
    public static void Length(int seen, int expected, string name)
    {
        if (seen != expected)
        {
            throw new ArgumentException($"{name} has {seen} elements; with the others it must have {expected}.", name);
        }
    }

    /// <summary>What is read and written in another order than the rest shares no memory with it, not even the same.</summary>
    /// <param name="span">One.</param>
    /// <param name="other">The other.</param>
    /// <param name="name">The name of one of them.</param>
    public static void Separate(ReadOnlySpan<float> span, ReadOnlySpan<float> other, string name)
    {
        if (span.Overlaps(other))
        {
            throw new ArgumentException($"{name} shares memory with another span; it needs its own.", name);
        }
    }

    /// <summary>A batch holds whole rows.</summary>
    /// <param name="z">The batch.</param>
    /// <param name="units">Elements of a row.</param>
    public static void Rows(ReadOnlySpan<float> z, int units)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        if (z.Length % units != 0)
        {
            throw new ArgumentException($"{z.Length} elements are not whole rows of {units} units.", nameof(z));
        }
    }
}
