using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>What a function of whole rows computes: one of a few shapes with formulas in them.</summary>
internal abstract record TracedRows;

/// <summary>y = a·f(b) for the halves a, b of a row; the formula's inputs are a = <see cref="TracedFunction.Z"/> and b = <see cref="TracedFunction.P"/>.</summary>
/// <param name="Function">a·f(b).</param>
internal sealed record TracedGate(TracedFunction Function) : TracedRows;

/// <summary>One function of the whole row, then another.</summary>
/// <param name="First">The first half.</param>
/// <param name="Second">The second half.</param>
internal sealed record TracedHalves(TracedFunction First, TracedFunction Second) : TracedRows;

/// <summary>The largest of each <paramref name="Pieces"/> neighbours, NaN first.</summary>
/// <param name="Pieces">How many.</param>
internal sealed record TracedLargest(int Pieces) : TracedRows;

/// <summary>A function of e^(x − m) and their sum, m = max x, in double: inputs by the names below. What is summed is as wide as a row tells (up to <paramref name="LongestAcross"/> in order, longer ones in sixteen interleaved sums).</summary>
/// <param name="Negates">Whether the function is one of −x.</param>
/// <param name="Reduces">Whether a row has one result.</param>
/// <param name="LeavesOneOut">Whether the largest terms, each 1, are summed apart: <see cref="Others"/> and <see cref="Tops"/> instead of <see cref="Sum"/>.</param>
/// <param name="LongestAcross">The longest row whose sums run in order.</param>
/// <param name="Shift">What is added to x, of <see cref="Maximum"/>.</param>
/// <param name="Exponential">e^d, of d = <see cref="Difference"/>.</param>
/// <param name="Value">The result, of all.</param>
internal sealed record TracedExponentials(bool Negates, bool Reduces, bool LeavesOneOut, int LongestAcross, Term Shift, Term Exponential, Term Value) : TracedRows
{
    public const string Maximum = "m";
    public const string Difference = "d";
    public const string Exponent = "e";
    public const string Sum = "sum";
    public const string Others = "others";
    public const string Tops = "tops";
}

/// <summary>A function of rows that says what it computes.</summary>
internal interface ITracedRows
{
    TracedRows Trace();
}
