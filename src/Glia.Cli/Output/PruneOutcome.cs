using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Glia.Cli.Report;
using Glia.Health;
using Glia.Health.Pruning;
using Glia.Networks;

namespace Glia.Cli.Output;

/// <summary>What pruning came to, measured on the rows given.</summary>
/// <param name="Source">Where the rows came from.</param>
/// <param name="Wanted">The proof asked for.</param>
/// <param name="Before">The network as it was.</param>
/// <param name="Pruned">The smaller one, and which units went.</param>
/// <param name="X">The rows, prepared.</param>
/// <param name="Rows">How many.</param>
internal sealed record PruneOutcome(string Source, Proof Wanted, Network Before, PruneResult Pruned, float[] X, int Rows)
{
    /// <summary>Compiling the hot loops anew takes the first tenths.</summary>
    private const double LeastSeconds = 0.5;

    private (double Before, double After)? _time;

    /// <summary>Gets the files written.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Gets a value indicating whether both networks give the same outputs on the rows, to the bit.</summary>
    public bool SameBits { get; } = Outputs(Before, X, Rows).AsSpan().SequenceEqual(Outputs(Pruned.Network, X, Rows));

    /// <summary>Gets the parameters before and after.</summary>
    public (long Before, long After) Parameters => (Count(Before), Count(Pruned.Network));

    /// <summary>Gets the bytes of both networks in a file.</summary>
    public (long Before, long After) Bytes => (Before.ToBytes().Length, Pruned.Network.ToBytes().Length);

    /// <summary>Gets the seconds of a prediction of all rows, measured once.</summary>
    public (double Before, double After) Time => _time ??= Seconds();

    public string Json(HealthReport health) => JsonText.Build(json =>
    {
        json.WriteStartObject();
        json.WriteString("proof", Wanted.ToString().ToLowerInvariant());
        WriteUnits(json);
        json.WriteNumber("rows", Rows);
        json.WriteBoolean("same_bits", SameBits);
        json.Array("files", Files, json.WriteStringValue);
        CertificateJson.Write(json, health.Certificates);
        json.WriteEndObject();
    });

    /// <summary>What went, and what that gained, into the open object.</summary>
    public void WriteUnits(Utf8JsonWriter json)
    {
        json.WriteNumber("removed", Pruned.Removed);
        json.Objects("units", Pruned.Units, unit =>
        {
            json.WriteString("layer", unit.Layer);
            json.WriteNumber("unit", unit.Unit);
            json.WriteBoolean("removed", unit.Reason is null);
            json.WriteString("reason", unit.Reason);
        });
        Pair(json, "parameters", Parameters);
        Pair(json, "bytes", Bytes);
        Pair(json, "predict_seconds", Time);
    }

    /// <summary>Before and after, as an object.</summary>
    public static void Pair(Utf8JsonWriter json, string name, (double Before, double After) values)
    {
        json.WriteStartObject(name);
        json.WriteNumber("before", values.Before);
        json.WriteNumber("after", values.After);
        json.WriteEndObject();
    }

    public string Text(HealthReport health)
    {
        var text = new StringBuilder();
        string word = Wanted.ToString().ToLowerInvariant();
        if (Pruned.Removed == 0)
        {
            text.Append("nothing to remove: no unit that can be taken out is dead by the proof '").Append(word).Append("'; no file was written\n");
        }
        else
        {
            text.Append(Say.Count(Pruned.Removed, "unit")).Append(" removed (").Append(word).Append("): ").Append(Places).Append('\n');
            text.Append(Gain(Parameters, Bytes, Time, Rows)).Append('\n');
            text.Append(Promise("outputs are"));
            text.Append("wrote ").AppendJoin(" and ", Files).Append('\n');
        }

        WriteKept(text);
        CertificateText.Write(text, health.Certificates);
        return text.ToString();
    }

    /// <summary>Gets how many units went from which layers.</summary>
    public string Places => string.Join(", ", Pruned.Units.Where(unit => unit.Reason is null).GroupBy(unit => unit.Layer, StringComparer.Ordinal).Select(layer => $"{layer.Count()} of {layer.Key}"));

    /// <summary>Size and speed, before and after.</summary>
    public static string Gain((long Before, long After) parameters, (long Before, long After) bytes, (double Before, double After) time, int rows) =>
        $"parameters {Say.Count(parameters.Before)} → {Say.Count(parameters.After)}, bytes {Say.Count(bytes.Before)} → {Say.Count(bytes.After)}, prediction {Say.Number(time.Before * 1e3)} → {Say.Number(time.After * 1e3)} ms for {Say.Count(rows, "row")}";

    /// <summary>What holds of the outputs.</summary>
    public string Promise(string what) =>
        $"{what} the same to the bit on {Say.Count(Rows, "row")} of {Source}{(Wanted == Proof.Certified ? ", and are certified so for every row in the ranges of the data\n" : "; nothing is proved of other rows\n")}";

    /// <summary>Units that are dead and stay, with the reason.</summary>
    public void WriteKept(StringBuilder text)
    {
        foreach (IGrouping<string?, PrunedUnit> kept in Pruned.Units.Where(unit => unit.Reason is not null).GroupBy(unit => unit.Reason, StringComparer.Ordinal))
        {
            text.Append(Say.Count(kept.Count(), "unit")).Append(" kept: ").Append(kept.Key).Append('\n');
        }
    }

    private static long Count(Network network) => network.Parameters.Sum(parameter => (long)parameter.Length);

    private static int[] Outputs(Network network, float[] x, int rows)
    {
        float[] y = new float[rows * network.Outputs];
        network.Predict(x, rows, y);
        return Array.ConvertAll(y, BitConverter.SingleToInt32Bits);
    }

    /// <summary>Seconds of a prediction of all rows: the least of many, the two networks taking turns.</summary>
    private (double Before, double After) Seconds()
    {
        float[] y = new float[Rows * Before.Outputs];
        (double before, double after) = (double.PositiveInfinity, double.PositiveInfinity);
        for (long started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started).TotalSeconds < LeastSeconds || double.IsInfinity(after);)
        {
            before = Math.Min(before, Once(Before, y));
            after = Math.Min(after, Once(Pruned.Network, y));
        }

        return (before, after);
    }

    private double Once(Network network, float[] y)
    {
        long started = Stopwatch.GetTimestamp();
        network.Predict(X, Rows, y);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
