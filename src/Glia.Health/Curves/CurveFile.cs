using System.Globalization;
using System.Text;
using System.Text.Json;
using Glia.Networks;

namespace Glia.Health.Curves;

/// <summary>
/// A line an epoch, written as it ends: comma separated values with a heading, or JSON Lines, by the name's ending. A training that goes on after an
/// interruption keeps the epochs before and writes the others anew.
/// </summary>
public sealed class CurveFile : ICurveWriter
{
    private const string CsvEnding = ".csv";
    private const string LinesEnding = ".jsonl";

    private readonly string _path;
    private readonly bool _isCsv;
    private readonly bool _goesOn;
    private StreamWriter? _file;
    private bool _hasHeading;

    /// <summary>Opens a file for writing; an existing one is replaced when the training begins.</summary>
    /// <param name="path">A name that ends in .csv or .jsonl.</param>
    /// <param name="goesOn">Whether epochs that are there already may be of this training, before it was interrupted.</param>
    /// <exception cref="GliaException">Another ending, or the file cannot be written.</exception>
    public CurveFile(string path, bool goesOn = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        (_path, _goesOn) = (path, goesOn);
        _isCsv = Path.GetExtension(path).Equals(CsvEnding, StringComparison.OrdinalIgnoreCase);
        if (!Takes(path))
        {
            throw new GliaException($"{path}: curves go into a file that ends in {CsvEnding} or {LinesEnding}.");
        }

        try
        {
            using var probe = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new GliaException($"{path}: curves cannot be written there: {wrong.Message}", wrong);
        }
    }

    /// <summary>Says whether a name has an ending that is known.</summary>
    /// <param name="path">The name.</param>
    /// <returns>True for .csv and .jsonl.</returns>
    public static bool Takes(string path) => Path.GetExtension(path) is { } ending
        && (ending.Equals(CsvEnding, StringComparison.OrdinalIgnoreCase) || ending.Equals(LinesEnding, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public void Begin(int epoch, long step)
    {
        string[] kept = _goesOn && epoch > 0 ? Kept(epoch) : [];
        _hasHeading = kept.Length > 0;
        AtomicFile.Write(_path, stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(kept.Select(line => line + "\n")))));
        _file = new StreamWriter(new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read), new UTF8Encoding(false)) { NewLine = "\n" };
    }

    /// <inheritdoc/>
    public void Add(CurvePoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        StreamWriter file = _file ?? throw new InvalidOperationException("Begin comes first.");
        if (_isCsv && !_hasHeading)
        {
            file.WriteLine(string.Join(',', point.Values.Select(value => Quote(value.Key)).Prepend("step").Prepend("epoch")));
            _hasHeading = true;
        }

        file.WriteLine(_isCsv ? Csv(point) : Json(point));

        // A line is whole for whoever follows the file.
        file.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private static string Csv(CurvePoint point) => string.Join(
        ',',
        point.Values.Select(value => value.Value is { } number ? number.ToString("R", CultureInfo.InvariantCulture) : "")
            .Prepend(point.Step.ToString(CultureInfo.InvariantCulture)).Prepend(point.Epoch.ToString(CultureInfo.InvariantCulture)));

    private static string Quote(string name) => name.AsSpan().IndexOfAny(",\"\n") < 0 ? name : "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static string Json(CurvePoint point)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("epoch", point.Epoch);
            json.WriteNumber("step", point.Step);
            foreach ((string name, double? value) in point.Values)
            {
                // JSON has no NaN and no infinities.
                if (value is { } number && double.IsFinite(number))
                {
                    json.WriteNumber(name, number);
                }
                else
                {
                    json.WriteNull(name);
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>Whole lines of the epochs up to one; the heading with them.</summary>
    private string[] Kept(int epoch)
    {
        string text = File.ReadAllText(_path);
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        int whole = text.EndsWith('\n') ? lines.Length : lines.Length - 1;
        return [.. lines.Take(Math.Max(0, whole)).Where((line, i) => _isCsv && i == 0 ? line.StartsWith("epoch,", StringComparison.Ordinal) : EpochOf(line) is { } of && of <= epoch)];
    }

    private int? EpochOf(string line)
    {
        string start = _isCsv ? "" : "{\"epoch\":";
        int end = line.IndexOf(',', StringComparison.Ordinal);
        return line.StartsWith(start, StringComparison.Ordinal) && end > start.Length
            && int.TryParse(line.AsSpan(start.Length, end - start.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int epoch) ? epoch : null;
    }
}
