namespace Glia.Tabular.Tests;

internal static class Same
{
    /// <summary>The same columns in the same order, of the same kinds, with the same bits and texts.</summary>
    public static void Table(Table wanted, Table seen)
    {
        Assert.Equal(wanted.Columns.Select(c => (c.Name, c.GetType())), seen.Columns.Select(c => (c.Name, c.GetType())));
        Assert.Equal(wanted.Rows, seen.Rows);
        for (int i = 0; i < wanted.Columns.Count; i++)
        {
            if (wanted.Columns[i] is NumberColumn numbers)
            {
                Assert.Equal(numbers.Values.ToArray(), ((NumberColumn)seen.Columns[i]).Values.ToArray());
            }
            else
            {
                Assert.Equal(((TextColumn)wanted.Columns[i]).Values, ((TextColumn)seen.Columns[i]).Values);
            }
        }
    }
}
