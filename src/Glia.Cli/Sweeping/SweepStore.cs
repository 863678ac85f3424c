using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Glia.Cli.Sweeping;

/// <summary>
/// The results of a sweep in a SQLite file. Every training is a transaction of its own: killed at any moment, the file holds the whole ones, and the same command goes
/// on with the others. Adding one that is there changes nothing, so that two processes may even work on one file. The file belongs to the sweep of its first result, and to none before: whatever ended a sweep
/// that has none, be it kill −9, another may begin there.
/// </summary>
internal sealed class SweepStore : IDisposable
{
    private const int FileVersion = 1;
    private const int PatienceSeconds = 60;

    private readonly SqliteConnection _connection;
    private readonly string _identity;
    private readonly Lock _turn = new();
    private readonly Dictionary<(int, int, ulong), TrialFit> _fits = [];

    /// <summary>Opens or makes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="identity">Of the sweep: results of another are refused.</param>
    public SweepStore(string path, string identity)
    {
        _identity = identity;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = PatienceSeconds, Pooling = false }.ToString());
        try
        {
            _connection.Open();
            Execute("create table if not exists sweep (version integer not null, identity text not null)");
            Execute(
                "create table if not exists fits (trial integer not null, epochs integer not null, seed text not null, settings text not null, validation real, test real, "
                + "fit text not null, primary key (trial, epochs, seed))");

            // Earlier versions wrote whose file it is before there was a result.
            Execute("delete from sweep where version = $version and not exists (select 1 from fits)", ("$version", FileVersion));
            Check(path);
            Load(path);
        }
        catch (SqliteException wrong)
        {
            _connection.Dispose();
            throw new GliaException($"{path}: {wrong.Message} Results of a sweep are kept there; name another folder with --out, or take the file away.", wrong);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>A training that is done; null if it is not.</summary>
    public TrialFit? Find(int trial, int epochs, ulong seed)
    {
        lock (_turn)
        {
            return _fits.GetValueOrDefault((trial, epochs, seed));
        }
    }

    /// <summary>All that is there, by trial, epochs and seed.</summary>
    public IReadOnlyList<TrialFit> All()
    {
        lock (_turn)
        {
            return [.. _fits.Values.OrderBy(each => each.Key)];
        }
    }

    /// <summary>Adds a training; from any thread.</summary>
    public void Add(TrialFit done, string metric)
    {
        lock (_turn)
        {
            if (!_fits.TryAdd(done.Key, done))
            {
                return;
            }

            try
            {
                using SqliteTransaction all = _connection.BeginTransaction(deferred: false);
                Execute("insert into sweep select $version, $identity where not exists (select 1 from sweep)", ("$version", FileVersion), ("$identity", _identity));
                Check(_connection.DataSource);
                Execute(
                    "insert or ignore into fits values ($trial, $epochs, $seed, $settings, $validation, $test, $fit)",
                    ("$trial", done.Trial),
                    ("$epochs", done.Epochs),
                    ("$seed", done.Fit.Seed.ToString(CultureInfo.InvariantCulture)),
                    ("$settings", FitJson.Settings(done.Settings)),
                    ("$validation", Finite(done.Fit.Validation.GetValueOrDefault(metric, double.NaN))),
                    ("$test", Finite(done.Fit.Metrics.GetValueOrDefault(metric, double.NaN))),
                    ("$fit", FitJson.Fit(done.Fit)));
                all.Commit();
            }
            catch (SqliteException wrong)
            {
                throw new GliaException($"{_connection.DataSource}: {wrong.Message} What was done before is kept; the same command goes on.", wrong);
            }
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _connection.Dispose();

    private static object Finite(double value) => double.IsFinite(value) ? value : DBNull.Value;

    /// <summary>Refuses a file that belongs to another sweep; at every result, too, since another process may have had one in the meantime.</summary>
    private void Check(string path)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = "select version, identity from sweep";
        using SqliteDataReader row = command.ExecuteReader();
        if (row.Read() && (row.GetInt32(0) != FileVersion || row.GetString(1) != _identity))
        {
            throw new UsageException($"{path} holds the results of another sweep: space, settings, seed or table have changed since. Name another folder with --out.");
        }
    }

    private void Load(string path)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = "select trial, epochs, settings, fit from fits";
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            try
            {
                using JsonDocument settings = JsonDocument.Parse(row.GetString(2)), fit = JsonDocument.Parse(row.GetString(3));
                var done = new TrialFit(row.GetInt32(0), row.GetInt32(1), FitJson.ReadSettings(settings.RootElement), FitJson.ReadFit(fit.RootElement));
                _fits[done.Key] = done;
            }
            catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or InvalidCastException)
            {
                throw new GliaException($"{path}: the result of trial {row.GetInt32(0)} cannot be read. Name another folder with --out, or take the file away.", wrong);
            }
        }
    }

    private void Execute(string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }
}
