using System.Diagnostics;
using System.Text;
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

    /// <summary>Gets the files written.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Gets a value indicating whether both networks give the same outputs on the rows, to the bit.</summary>
    public bool SameBits { get; } = Outputs(Before, X, Rows).AsSpan().SequenceEqual(Outputs(Pruned.Network, X, Rows));

    public string Json(HealthReport health) => JsonText.Build(json =>
    {
        (double before, double after) = Seconds();
        json.WriteStartObject();
        json.WriteString("proof", Wanted.ToString().ToLowerInvariant());
        json.WriteNumber("removed", Pruned.Removed);
        json.Objects("units", Pruned.Units, unit =>
        {
            json.WriteString("layer", unit.Layer);
            json.WriteNumber("unit", unit.Unit);
            json.WriteBoolean("removed", unit.Reason is null);
            json.WriteString("reason", unit.Reason);
        });
        Pair("parameters", Parameters(Before), Parameters(Pruned.Network));
        Pair("bytes", Before.ToBytes().Length, Pruned.Network.ToBytes().Length);
        Pair("predict_seconds", before, after);
        json.WriteNumber("rows", Rows);
        json.WriteBoolean("same_bits", SameBits);
        json.Array("files", Files, json.WriteStringValue);
        CertificateJson.Write(json, health.Certificates);
        json.WriteEndObject();

        void Pair(string name, double old, double now)
        {
            json.WriteStartObject(name);
            json.WriteNumber("before", old);
            json.WriteNumber("after", now);
            json.WriteEndObject();
        }
    });

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
            (double before, double after) = Seconds();
            text.Append(Say.Count(Pruned.Removed, "unit")).Append(" removed (").Append(word).Append("): ")
                .AppendJoin(", ", Pruned.Units.Where(unit => unit.Reason is null).GroupBy(unit => unit.Layer, StringComparer.Ordinal).Select(layer => $"{layer.Count()} of {layer.Key}")).Append('\n');
            text.Append("parameters ").Append(Say.Count(Parameters(Before))).Append(" → ").Append(Say.Count(Parameters(Pruned.Network)))
                .Append(", bytes ").Append(Say.Count(Before.ToBytes().Length)).Append(" → ").Append(Say.Count(Pruned.Network.ToBytes().Length))
                .Append(", prediction ").Append(Say.Number(before * 1e3)).Append(" → ").Append(Say.Number(after * 1e3)).Append(" ms for ").Append(Say.Count(Rows, "row")).Append('\n');
            text.Append("outputs are the same to the bit on ").Append(Say.Count(Rows, "row")).Append(" of ").Append(Source)
                .Append(Wanted == Proof.Certified ? ", and are certified so for every row in the ranges of the data\n" : "; nothing is proved of other rows\n");
            text.Append("wrote ").AppendJoin(" and ", Files).Append('\n');
        }

        foreach (IGrouping<string?, PrunedUnit> kept in Pruned.Units.Where(unit => unit.Reason is not null).GroupBy(unit => unit.Reason, StringComparer.Ordinal))
        {
            text.Append(Say.Count(kept.Count(), "unit")).Append(" kept: ").Append(kept.Key).Append('\n');
        }

        CertificateText.Write(text, health.Certificates);
        return text.ToString();
    }

    private static long Parameters(Network network) => network.Parameters.Sum(parameter => (long)parameter.Length);

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
