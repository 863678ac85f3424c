using System.Globalization;
using System.Text;
using Glia.Tabular;

namespace Glia.Studio.Data;

/// <summary>A table of the studio.</summary>
/// <param name="Name">What experiments call it.</param>
/// <param name="Kind">toy, sample or own.</param>
/// <param name="Text">One sentence.</param>
/// <param name="Targets">Columns to predict unless told; null: the last one.</param>
internal sealed record DataEntry(string Name, string Kind, string Text, IReadOnlyList<string>? Targets);

/// <summary>All tables that experiments can name: toys, samples and the user's own. Requests give names, never paths.</summary>
internal sealed class Library : IDisposable
{
    /// <summary>Largest upload, in bytes: a million rows of ten short numbers fit.</summary>
    public const long LargestUpload = 64L << 20;

    private const int MostOwn = 16;

    /// <summary>Endings that say how to read a file.</summary>
    private static readonly string[] Kinds = [".parquet", ".arrow", ".feather", ".npy", ".npz", ".tsv", ".csv.gz", ".tsv.gz"];

    private static readonly (string Name, string Text)[] Samples =
    [
        ("penguins", "Three species by body measures; some values are missing."),
        ("iris", "Three kinds of iris by four lengths."),
        ("wine", "Three growers by thirteen measurements."),
        ("breast_cancer", "Malign or benign by thirty measurements."),
        ("digits", "Handwritten digits of 8 × 8 pixels."),
        ("diabetes", "Progression of a disease: a number."),
        ("concrete", "Strength of concrete by its recipe: a number."),
    ];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Table> _tables = new(StringComparer.Ordinal);
    private readonly List<DataEntry> _own = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-studio-").FullName;

    /// <summary>Gets every table, toys first.</summary>
    public IReadOnlyList<DataEntry> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _own, .. Toys.All.Select(toy => new DataEntry(toy.Name, "toy", toy.Text, null)), .. Samples.Select(sample => new DataEntry(sample.Name, "sample", sample.Text, null))];
            }
        }
    }

    /// <summary>The name without where it comes from.</summary>
    public static string Plain(string name) => name.StartsWith("own:", StringComparison.Ordinal) ? name[4..] : name;

    /// <summary>Adds a file of the user's, named by the command line.</summary>
    public DataEntry AddFile(string path, IReadOnlyList<string> targets)
    {
        Table table = Table.Read(path);
        IReadOnlyList<string> names = TargetNames.Of(table, targets);
        if (names.FirstOrDefault(name => !table.TryGetColumn(name, out _)) is { } absent)
        {
            throw new GliaException($"{path} has no column '{absent}'; it has {string.Join(", ", table.Columns.Select(column => column.Name))}.");
        }

        return Add(Path.GetFileName(path), table, names.Count == 0 ? null : names);
    }

    /// <summary>Adds what was dropped on the page: written under a name of our own, read as a file would be, gone afterwards.</summary>
    public async Task<DataEntry> AddUploadAsync(string name, Stream body, CancellationToken cancel)
    {
        string path = Path.Combine(_folder, Guid.NewGuid().ToString("N") + (Kinds.FirstOrDefault(kind => name.EndsWith(kind, StringComparison.OrdinalIgnoreCase)) ?? ".csv"));
        try
        {
            await using (FileStream file = new(path, FileMode.CreateNew))
            {
                await body.CopyToAsync(file, cancel).ConfigureAwait(false);
            }

            return Add(Label(name), Table.Read(path), null);
        }
        catch (GliaException wrong)
        {
            // The message names our file; people know theirs.
            throw new GliaException(wrong.Message.Replace(path, Label(name), StringComparison.Ordinal), wrong);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The table of a name.</summary>
    public Table Find(string name)
    {
        lock (_lock)
        {
            if (!_tables.TryGetValue(name, out Table? table))
            {
                table = Toys.All.Any(toy => toy.Name == name) ? Toys.Make(name)
                    : Samples.Any(sample => sample.Name == name) ? Sample(name)
                    : throw new GliaException($"There is no table '{name}' here.{NearNames.Question(name, Entries.Select(entry => entry.Name))} Drop its file on the page, or start the studio with it.");
                _tables[name] = table;
            }

            return table;
        }
    }

    /// <summary>The columns to predict: those told, else what the command line said of the file, else the last one.</summary>
    public IReadOnlyList<string> Targets(string name, IReadOnlyList<string>? told)
    {
        Table table = Find(name);
        if (told is not { Count: > 0 })
        {
            lock (_lock)
            {
                return _own.Find(entry => entry.Name == name)?.Targets ?? [table.Columns[^1].Name];
            }
        }

        if (told.Any(string.IsNullOrEmpty))
        {
            throw new GliaException("A column to be predicted has no name; name every one of them.");
        }

        return told.FirstOrDefault(target => !table.TryGetColumn(target, out _)) is { } absent
            ? throw new GliaException($"The table '{name}' has no column '{absent}'.{NearNames.Question(absent, table.Columns.Select(column => column.Name))}")
            : told;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Table Sample(string name)
    {
        // Reading wants a file: it is the one way, with line and column in its messages.
        string path = Path.Combine(Path.GetTempPath(), $"glia-{Guid.NewGuid():N}-{name}.csv");
        try
        {
            using (Stream from = typeof(Library).Assembly.GetManifestResourceStream($"samples/{name}.csv")!)
            using (FileStream to = File.Create(path))
            {
                from.CopyTo(to);
            }

            return Table.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private DataEntry Add(string name, Table table, IReadOnlyList<string>? targets)
    {
        if (table.Rows < 20 || table.Columns.Count < 2)
        {
            throw new GliaException(string.Create(CultureInfo.InvariantCulture, $"{name} has {table.Rows} rows and {table.Columns.Count} columns; the studio needs at least 20 rows and 2 columns."));
        }

        lock (_lock)
        {
            DataEntry entry = new("own:" + name, "own", string.Create(CultureInfo.InvariantCulture, $"{table.Rows} rows, {table.Columns.Count} columns."), targets);
            _own.RemoveAll(each => each.Name == entry.Name);
            _own.Insert(0, entry);
            _tables[entry.Name] = table;
            foreach (DataEntry old in _own.Skip(MostOwn).ToArray())
            {
                _own.Remove(old);
                _tables.Remove(old.Name);
            }

            return entry;
        }
    }

    /// <summary>A name to show: no folders, no control characters, not long.</summary>
    public static string Label(string name)
    {
        StringBuilder label = new();
        foreach (char c in name.Split('/', '\\')[^1].Where(c => !char.IsControl(c)).Take(80))
        {
            label.Append(c);
        }

        return label.Length == 0 ? "table.csv" : label.ToString();
    }
}
