using Glia.Tabular;
using Parquet;
using Parquet.Schema;

namespace Glia.Benchmarks.Predicting;

/// <summary>The rows of a CSV file as Parquet, in row groups of 131072 rows.</summary>
internal static class ParquetCopy
{
    private const int GroupRows = 1 << 17;

    public static async Task WriteAsync(string csv, string parquet)
    {
        await using FileStream file = File.Create(parquet);
        ParquetWriter? writer = null;
        DataField[] fields = [];
        RowBlocks.Read(csv, new TableOptions(), _ => GroupRows, block =>
        {
            if (writer is null)
            {
                fields = [.. block.Columns.Select(column => column is NumberColumn ? (DataField)new DataField<double>(column.Name) : new DataField<string>(column.Name))];
                writer = ParquetWriter.CreateAsync(new ParquetSchema(fields), file).GetAwaiter().GetResult();
            }

            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            for (int i = 0; i < fields.Length; i++)
            {
                if (block.Columns[i] is NumberColumn numbers)
                {
                    group.WriteAsync(fields[i], numbers.Values).GetAwaiter().GetResult();
                }
                else
                {
                    group.WriteAsync(fields[i], [.. ((TextColumn)block.Columns[i]).Values.Select(text => text ?? "")]).GetAwaiter().GetResult();
                }
            }
        });
        await writer!.DisposeAsync();
    }
}
