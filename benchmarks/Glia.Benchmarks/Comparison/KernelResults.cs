using System.Text.Json;

namespace Glia.Benchmarks.Comparison;

/// <summary>What a run of <see cref="KernelComparison"/> found, as it stands in benchmarks/results.</summary>
/// <param name="Processor">Its name.</param>
/// <param name="Lanes">The widest vectors used.</param>
/// <param name="Runtime">The .NET that ran it.</param>
/// <param name="Cells">The measurements.</param>
internal sealed record KernelResults(string Processor, string Lanes, string Runtime, IReadOnlyList<KernelCell> Cells)
{
    public static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = false };
}

/// <summary>One function at one size.</summary>
/// <param name="Function">Its name.</param>
/// <param name="Operation"><c>value</c> or <c>backward</c>.</param>
/// <param name="Floats">Elements of the array.</param>
/// <param name="Columns">Elements of a row; 1 where elementwise.</param>
/// <param name="Threads">1 or 2.</param>
/// <param name="Nanoseconds">Nanoseconds an element by contender, the best of several rounds in turns.</param>
internal sealed record KernelCell(string Function, string Operation, int Floats, int Columns, int Threads, IReadOnlyDictionary<string, double> Nanoseconds);
