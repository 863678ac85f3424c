using System.Text.Json;
using Glia.Cli.Output;
using Glia.Verification;

namespace Glia.Cli.Commands;

/// <summary>Results of a verification as JSON; what docs/accuracy.md is made from.</summary>
internal static class VerifyJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ProofResult> results)
    {
        json.WriteStartObject();
        json.Objects("functions", results, result =>
        {
            json.WriteString("function", result.Function);
            json.WriteString("formula", result.Formula);
            json.WriteBoolean("proved", result.IsProved);
            json.WriteBoolean("complete", result.IsComplete);
            json.WriteString("not_covered", result.NotCovered);
            json.WriteNumber("inputs", result.Inputs);
            json.WriteNumber("arbitrary_precision", result.ArbitraryPrecision);
            json.WriteNumber("seconds", Math.Round(result.Seconds, 1));
            json.WriteStartObject("kernels");
            json.WriteString("exact", result.Kernels.Exact);
            json.WriteString("fast", result.Kernels.Fast);
            json.WriteString("others", result.Kernels.Others);
            json.WriteEndObject();
            json.Array("contradictions", result.Contradictions, json.WriteStringValue);
            json.Array("grid", result.Grid, json.WriteStringValue);
            json.WriteStartObject("quantities");
            foreach ((string name, QuantityResult seen) in result.Quantities)
            {
                json.WriteStartObject(name.Replace(' ', '_'));
                json.WriteNumber("compared", seen.Compared);
                json.WriteNumber("misrounded", seen.Misrounded);
                json.WriteNumber("unknown", seen.Unknown);
                json.Number("max_ulp", seen.MaxUlp);
                json.WriteNumber("bound", seen.Bound);
                json.WriteString("format", seen.Format);
                json.WriteString("worst_function", seen.WorstFunction);

                // As text, infinities and NaN included, with the bits.
                json.WriteString("worst_input", seen.WorstInput is null ? null : $"{seen.WorstInputText} (0x{seen.WorstInputBits})");
                json.WriteString("worst_result", seen.WorstInput is null ? null : seen.WorstResultText);
                json.WriteString("worst_expected", seen.WorstInput is null ? null : seen.WorstExpectedText);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        });
        json.WriteEndObject();
    }
}
