namespace Glia.Tabular;

/// <summary>The facts of every column, for rows whose target is known.</summary>
/// <param name="targets">The columns to be predicted; their values are counted, as those of columns told to be something.</param>
/// <param name="options">What is decided already.</param>
/// <param name="most">How many different values of a column are counted.</param>
internal sealed class TableFacts(IReadOnlyList<string> targets, SchemaOptions options, int most = int.MaxValue)
{
    private ColumnFacts[]? _columns;

    /// <summary>In the order of the table.</summary>
    public IReadOnlyList<ColumnFacts> Columns => _columns ?? [];

    public ColumnFacts this[string name] => Array.Find(_columns!, column => column.Name == name)!;

    public void Add(Table known)
    {
        _columns ??= [.. known.Columns.Select(c => new ColumnFacts(c.Name, targets.Contains(c.Name, StringComparer.Ordinal) || options.Columns.ContainsKey(c.Name), most))];
        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i].Add(known, known.Columns[i]);
        }
    }
}
