using Glia.Tabular;

namespace Glia.Onnx.Importing;

/// <summary>
/// Which columns of a table fill a model of another maker: those that bear the names of its inputs; what remains of the numeric columns fills what remains of its
/// numbers, in order.
/// </summary>
internal static class ColumnChoice
{
    /// <summary>Names under which the column to predict is often found.</summary>
    private static readonly string[] TargetNames = ["target", "label", "labels", "class", "y", "outcome", "output"];

    /// <summary>Completes what the graph does not say by what the table holds.</summary>
    /// <param name="dense">The model.</param>
    /// <param name="table">The table.</param>
    /// <param name="options">What is told; stays as it is.</param>
    /// <param name="notes">Where sentences about what was decided go.</param>
    /// <exception cref="GliaException">Columns and inputs do not fit.</exception>
    public static ImportOptions Complete(DenseModel dense, Table table, ImportOptions options, List<string> notes)
    {
        if (options.Target is { } told && !table.TryGetColumn(told, out _))
        {
            throw new GliaException($"{table.Source} has no column '{told}'. It has: {Some(table.Columns.Select(column => column.Name))}.");
        }

        if (options.Columns.Count == 0)
        {
            (IReadOnlyList<string> names, string? left) = Fill(dense, table, options, notes);
            options = options with { Columns = names, Target = options.Target ?? left };
        }

        options = options with { Target = options.Target ?? Target(table, options.Columns) };
        return options.Classes.Count == 0 && options.Target is { } target && dense.Output.Classes.Count == 0 && table.TryGetColumn(target, out Column? column)
            ? options with { Classes = ClassesOf(dense, column, notes) }
            : options;
    }

    private static (IReadOnlyList<string> Names, string? Left) Fill(DenseModel dense, Table table, ImportOptions options, List<string> notes)
    {
        bool IsNamed(RawColumn column) => column.Name == column.Input && column.Name != options.Target && table.TryGetColumn(column.Name, out _);
        HashSet<string> used = [.. dense.Columns.Where(IsNamed).Select(column => column.Name)];
        RawColumn[] rest = [.. dense.Columns.Where(column => !IsNamed(column))];
        if (rest.FirstOrDefault(column => column.IsText || (used.Count > 0 && column.Name == column.Input)) is { } absent)
        {
            throw new GliaException($"{dense.Graph.Source}: {table.Source} has no column for the input '{Files.Text.Short(absent.Name)}'. Its columns are: {Some(table.Columns.Select(column => column.Name))}.");
        }

        List<Column> numbers = [.. table.Columns.Where(column => column is NumberColumn && column.Name != options.Target && !used.Contains(column.Name))];
        string? left = null;
        if (rest.Length > 0 && numbers.Count == rest.Length + 1 && options.Target is null)
        {
            Column target = numbers.FirstOrDefault(column => TargetNames.Contains(column.Name, StringComparer.OrdinalIgnoreCase)) ?? numbers[^1];
            numbers.Remove(target);
            left = target.Name;
            notes.Add($"The model takes {rest.Length} numbers and the table has {rest.Length + 1} numeric columns; '{left}' was left out (--target says another one).");
        }

        if (rest.Length > 0 && numbers.Count != rest.Length)
        {
            throw new GliaException($"{dense.Graph.Source} takes {rest.Length} numbers a row, and {table.Source} has {numbers.Count} numeric columns for them ({Some(numbers.Select(column => column.Name))}). Name the columns with --columns (in glia train leave the others out with --column NAME=ignored), or the one that is predicted with --target.");
        }

        int next = 0;
        return ([.. dense.Columns.Select(column => IsNamed(column) ? column.Name : numbers[next++].Name)], left);
    }

    /// <summary>The one column that fills nothing, or one with a telling name.</summary>
    private static string? Target(Table table, IReadOnlyList<string> columns)
    {
        string[] free = [.. table.Columns.Select(column => column.Name).Except(columns, StringComparer.Ordinal)];
        return free.Length == 1 ? free[0] : free.FirstOrDefault(name => TargetNames.Contains(name, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Where graph and user name no classes: the values of the target, if there are as many.</summary>
    private static string[] ClassesOf(DenseModel dense, Column column, List<string> notes)
    {
        int count = dense.Outputs == 1 ? 2 : dense.Outputs;
        bool areClasses = dense.Outputs > 1 || dense.Chain.Output == OutputKind.Sigmoid;
        string[] values = areClasses ? [.. Enumerable.Range(0, column.Rows).Select(column.TextAt).OfType<string>().Distinct(StringComparer.Ordinal).Take(count + 1)] : [];
        if (values.Length != count)
        {
            return [];
        }

        bool areNumbers = Array.TrueForAll(values, value => long.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out _));
        string[] sorted = [.. areNumbers ? values.OrderBy(value => long.Parse(value, System.Globalization.CultureInfo.InvariantCulture)) : values.Order(StringComparer.Ordinal)];
        notes.Add($"The model does not name its classes: they are those of '{column.Name}' in order ({Some(sorted)}); --classes says others.");
        return sorted;
    }

    private static string Some(IEnumerable<string> names)
    {
        string[] all = [.. names.Take(13)];
        return all.Length == 0 ? "none" : string.Join(", ", all.Take(12)) + (all.Length > 12 ? ", …" : "");
    }
}
