using System.Data.Common;

namespace Glia.Tabular;

/// <summary>The query to run where none is given: everything from the one table of the database.</summary>
internal static class TableChoice
{
    public static string Query(string path, DbConnection connection, string listing)
    {
        var names = new List<string>();
        using (DbCommand command = connection.CreateCommand())
        {
#pragma warning disable CA2100 // A constant of the caller.
            command.CommandText = listing;
#pragma warning restore CA2100
            using DbDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                names.Add(reader.GetString(0));
            }
        }

        string some = string.Join(", ", names.Take(20));
        return names.Count switch
        {
            1 => $"SELECT * FROM \"{names[0].Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
            0 => throw new GliaException($"{path}: the database holds no table."),
            _ => throw new GliaException($"{path} holds {names.Count} tables: {some}. Say what to read: --query \"SELECT * FROM {names[0]}\"."),
        };
    }
}
