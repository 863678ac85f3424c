using System.Text;
using Glia.Cli.Report;
using Glia.Health;

namespace Glia.Cli.Output;

/// <summary>What pruning came to for an ensemble: each network by itself, and all together.</summary>
/// <param name="Outcomes">What it came to for each, in the order of the model's networks.</param>
/// <param name="Health">Their certificates, layers named by member.</param>
internal sealed record PrunedMembers(IReadOnlyList<PruneOutcome> Outcomes, HealthReport Health)
{
    /// <summary>Gets the files written.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    private int Removed => Outcomes.Sum(outcome => outcome.Pruned.Removed);

    private (long Before, long After) Parameters => (Outcomes.Sum(outcome => outcome.Parameters.Before), Outcomes.Sum(outcome => outcome.Parameters.After));

    private (long Before, long After) Bytes => (Outcomes.Sum(outcome => outcome.Bytes.Before), Outcomes.Sum(outcome => outcome.Bytes.After));

    private (double Before, double After) Time => (Outcomes.Sum(outcome => outcome.Time.Before), Outcomes.Sum(outcome => outcome.Time.After));

    public string Json() => JsonText.Build(json =>
    {
        json.WriteStartObject();
        json.WriteString("proof", Outcomes[0].Wanted.ToString().ToLowerInvariant());
        json.WriteNumber("removed", Removed);
        json.Objects("members", Outcomes, outcome => outcome.WriteUnits(json));
        PruneOutcome.Pair(json, "parameters", Parameters);
        PruneOutcome.Pair(json, "bytes", Bytes);
        PruneOutcome.Pair(json, "predict_seconds", Time);
        json.WriteNumber("rows", Outcomes[0].Rows);
        json.WriteBoolean("same_bits", Outcomes.All(outcome => outcome.SameBits));
        json.Array("files", Files, json.WriteStringValue);
        CertificateJson.Write(json, Health.Certificates);
        json.WriteEndObject();
    });

    public string Text()
    {
        var text = new StringBuilder();
        string word = Outcomes[0].Wanted.ToString().ToLowerInvariant();
        for (int i = 0; i < Outcomes.Count; i++)
        {
            PruneOutcome one = Outcomes[i];
            text.Append("member ").Append(i + 1).Append(": ");
            if (one.Pruned.Removed == 0)
            {
                text.Append("nothing to remove\n");
            }
            else
            {
                text.Append(Say.Count(one.Pruned.Removed, "unit")).Append(" removed (").Append(word).Append("): ").Append(one.Places).Append("; ")
                    .Append(PruneOutcome.Gain(one.Parameters, one.Bytes, one.Time, one.Rows)).Append('\n');
            }

            one.WriteKept(text);
        }

        if (Removed == 0)
        {
            text.Append("nothing to remove: no unit that can be taken out is dead by the proof '").Append(word).Append("'; no file was written\n");
        }
        else
        {
            text.Append("together: ").Append(Say.Count(Removed, "unit")).Append(" removed; ").Append(PruneOutcome.Gain(Parameters, Bytes, Time, Outcomes[0].Rows)).Append('\n');
            text.Append(Outcomes[0].Promise("outputs of every network are"));
            text.Append("wrote ").AppendJoin(" and ", Files).Append('\n');
        }

        CertificateText.Write(text, Health.Certificates);
        return text.ToString();
    }
}
