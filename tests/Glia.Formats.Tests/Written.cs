using Apache.Arrow;
using Apache.Arrow.Ipc;
using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;
using Parquet;
using Parquet.Schema;

namespace Glia.Tabular.Tests;

/// <summary>Writes tables in the formats that are read here.</summary>
internal static class Written
{
    /// <summary>Runs statements in a DuckDB in memory: an independent writer of Parquet.</summary>
    public static void DuckDb(string database, params string[] statements)
    {
        DuckDbLibrary.Load("a test");
        using var connection = new DuckDBConnection($"Data Source={database}");
        connection.Open();
        foreach (string statement in statements)
        {
            using DuckDBCommand command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }

    public static void Sqlite(string path, params string[] statements)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using SqliteTransaction all = connection.BeginTransaction();
        foreach (string statement in statements)
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }

        all.Commit();
    }

    public static void Sqlite(string path, Table table)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteTransaction all = connection.BeginTransaction();
        using SqliteCommand create = connection.CreateCommand();
        create.CommandText = $"CREATE TABLE data ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\" {(c is NumberColumn ? "REAL" : "TEXT")}"))})";
        create.ExecuteNonQuery();
        using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = $"INSERT INTO data VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"$p{i}"))})";
        SqliteParameter[] cells = [.. table.Columns.Select((_, i) => insert.Parameters.AddWithValue($"$p{i}", DBNull.Value))];
        for (int row = 0; row < table.Rows; row++)
        {
            for (int i = 0; i < cells.Length; i++)
            {
                Column column = table.Columns[i];
                cells[i].Value = column.IsMissing(row) ? DBNull.Value : column is NumberColumn numbers ? numbers.Values.Span[row] : column.TextAt(row)!;
            }

            insert.ExecuteNonQuery();
        }

        all.Commit();
    }

    public static async Task ParquetAsync(string path, Table table, int rowGroup)
    {
        DataField[] fields = [.. table.Columns.Select(c => c is NumberColumn ? (DataField)new DataField<double?>(c.Name) : new DataField<string>(c.Name))];
        await using FileStream file = File.Create(path);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), file);
        for (int start = 0; start < table.Rows; start += rowGroup)
        {
            Table part = table.Select([.. Enumerable.Range(start, Math.Min(rowGroup, table.Rows - start))]);
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            for (int i = 0; i < fields.Length; i++)
            {
                if (part.Columns[i] is NumberColumn numbers)
                {
                    await group.WriteAsync<double>(fields[i], numbers.Values.ToArray().Select(v => double.IsNaN(v) ? (double?)null : v).ToArray().AsMemory());
                }
                else
                {
                    await group.WriteAsync(fields[i], [.. Enumerable.Range(0, part.Rows).Select(part.Columns[i].TextAt)!]);
                }
            }
        }
    }

    public static void Arrow(string path, Table table, int batchRows, bool asStream = false)
    {
        var batches = new List<RecordBatch>();
        for (int start = 0; start < table.Rows; start += batchRows)
        {
            Table part = table.Select([.. Enumerable.Range(start, Math.Min(batchRows, table.Rows - start))]);
            var builder = new RecordBatch.Builder();
            foreach (Column column in part.Columns)
            {
                builder.Append(column.Name, true, ArrowArray(column));
            }

            batches.Add(builder.Build());
        }

        using FileStream file = File.Create(path);
        using ArrowStreamWriter writer = asStream ? new ArrowStreamWriter(file, batches[0].Schema) : new ArrowFileWriter(file, batches[0].Schema);
        batches.ForEach(writer.WriteRecordBatch);
        writer.WriteEnd();
    }

    private static IArrowArray ArrowArray(Column column)
    {
        if (column is TextColumn texts)
        {
            var builder = new StringArray.Builder();
            foreach (string? text in texts.Values)
            {
                builder.Append(text);
            }

            return builder.Build();
        }

        var numbers = new DoubleArray.Builder();
        foreach (double value in ((NumberColumn)column).Values.ToArray())
        {
            if (double.IsNaN(value))
            {
                numbers.AppendNull();
            }
            else
            {
                numbers.Append(value);
            }
        }

        return numbers.Build();
    }

    public static void Csv(string path, Table table) => File.WriteAllLines(path, Enumerable.Range(-1, table.Rows + 1).Select(row =>
        string.Join(',', table.Columns.Select(c => row < 0 ? c.Name : c.TextAt(row) ?? ""))));
}
