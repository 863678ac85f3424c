namespace Glia.Kernels.Activations;

/// <summary>The rules for spans, in one place.</summary>
internal static class SpanGuard
{
    /// <summary>A target is as long as the source, and the same memory or disjoint from it.</summary>
    /// <param name="source">What is read.</param>
    /// <param name="target">What is written.</param>
    /// <param name="name">The target's name.</param>
    /// <typeparam name="T">float or double.</typeparam>
    public static void Target<T>(ReadOnlySpan<T> source, Span<T> target, string name)
    {
        if (source.Length != target.Length)
        {
            throw new ArgumentException($"The spans have {source.Length} and {target.Length} elements; they must have equally many.", name);
        }

        if (source.Overlaps(target, out int offset) && offset != 0)
        {
            throw new ArgumentException(
                $"The target overlaps a source, shifted by {offset} elements; it must be the same memory or disjoint.", name);
        }
    }

    /// <summary>Outputs are as many as they must be, and the target shares no memory with a source.</summary>
    /// <param name="source">What is read.</param>
    /// <param name="target">What is written.</param>
    /// <param name="outputs">Length of the outputs.</param>
    /// <param name="expected">What it must be.</param>
    /// <param name="name">The outputs' name.</param>
    /// <typeparam name="T">float or double.</typeparam>
    public static void Apart<T>(ReadOnlySpan<T> source, Span<T> target, int outputs, int expected, string name)
    {
        if (outputs != expected)
        {
            throw new ArgumentException($"The span has {outputs} elements; there are {expected} outputs.", name);
        }

        if (source.Overlaps(target))
        {
            throw new ArgumentException("The target overlaps a source; a function that changes the width needs memory apart.", name);
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
