using Glia.Tabular;

namespace Glia.Onnx.Tests;

/// <summary>The sample tables of the repository, and tables as a session of ONNX Runtime wants them.</summary>
internal static class Samples
{
    private static readonly string Folder = Repository.At("samples");

    public static IEnumerable<(string File, string Target)> All =>
        Directory.GetFiles(Folder, "*.csv").Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), Path.GetFileName(path) == "penguins.csv" ? "species" : "target"));

    public static Table Read(string file, TableOptions? options = null) => Table.Read(Path.Combine(Folder, file), options);

    /// <summary>The columns of a table as inputs of a session, each in the type that the session asks for.</summary>
    public static Dictionary<string, Array> InputsOf(Runtime runtime, Table table) =>
        runtime.Inputs.ToDictionary(
            input => input.Key,
            input => input.Value.ElementType == typeof(string) ? Texts(table[input.Key])
                : input.Value.ElementType == typeof(double) ? Numbers(table[input.Key])
                : (Array)Numbers(table[input.Key]).Select(v => (float)v).ToArray(),
            StringComparer.Ordinal);

    /// <summary>The table as the session sees it: numbers that go in as floats are floats.</summary>
    public static Table AsSeenBy(Runtime runtime, Table table) => Table.FromColumns([.. runtime.Inputs.Select(input => (
        input.Key,
        input.Value.ElementType == typeof(string) ? Texts(table[input.Key])
            : input.Value.ElementType == typeof(double) ? Numbers(table[input.Key])
            : (object)Numbers(table[input.Key]).Select(v => (double)(float)v).ToArray()))]);

    private static string[] Texts(Column column) => [.. Enumerable.Range(0, column.Rows).Select(row => column.TextAt(row) ?? "")];

    private static double[] Numbers(Column column) => ((NumberColumn)column).Values.ToArray();
}
