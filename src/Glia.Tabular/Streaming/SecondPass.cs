namespace Glia.Tabular;

/// <summary>The second pass: training rows to the spool, rows of validation and test to memory.</summary>
internal sealed class SecondPass(IReadOnlyList<string> targets, RowLots lots, PreparedRows prepared, double meanWeight)
{
    private readonly List<Table> _validation = [];
    private readonly List<Table> _test = [];

    public IReadOnlyList<Table> Validation => _validation;

    public IReadOnlyList<Table> Test => _test;

    public void Add(Table block, SpoolWriter spool)
    {
        lots.Draw(block.Rows);
        Column[] values = [.. targets.Select(target => block[target])];
        var parts = (Train: new List<int>(block.Rows), Validation: new List<int>(), Test: new List<int>());
        for (int row = 0; row < block.Rows; row++)
        {
            if (!Array.Exists(values, column => column.IsMissing(row)))
            {
                (lots.IsTest(row) ? parts.Test : lots.IsValidation(row) ? parts.Validation : parts.Train).Add(row);
            }
        }

        _validation.Add(block.Select([.. parts.Validation]));
        _test.Add(block.Select([.. parts.Test]));
        Table train = block.Select([.. parts.Train]);
        float[] wanted = prepared.Targets(train);
        spool.Write(prepared.Inputs(train), wanted, prepared.Weights(train, wanted, meanWeight));
    }
}
