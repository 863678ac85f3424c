using System.Globalization;
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
        json.WriteStartArray("functions");
        foreach (ProofResult result in results)
        {
            json.WriteStartObject();
            json.WriteString("function", result.Function);
            json.WriteString("formula", result.Formula);
            json.WriteBoolean("proved", result.IsProved);
            json.WriteBoolean("complete", result.IsComplete);
            json.WriteString("not_covered", result.NotCovered);
            json.WriteNumber("inputs", result.Inputs);
            json.WriteNumber("arbitrary_precision", result.ArbitraryPrecision);
            json.WriteNumber("seconds", Math.Round(result.Seconds, 1));
            json.WriteString("kernel_hash", result.KernelHash);
            json.WriteStartArray("contradictions");
            foreach (string contradiction in result.Contradictions)
            {
                json.WriteStringValue(contradiction);
            }

            json.WriteEndArray();
            json.WriteStartObject("quantities");
            foreach ((string name, QuantityResult seen) in result.Quantities)
            {
                json.WriteStartObject(name.Replace(' ', '_'));
                json.WriteNumber("compared", seen.Compared);
                json.WriteNumber("misrounded", seen.Misrounded);
                json.WriteNumber("unknown", seen.Unknown);
                json.Number("max_ulp", seen.MaxUlp);
                json.WriteNumber("bound", seen.Bound);
                Float(json, "worst_input", seen.WorstInput);
                Float(json, "worst_result", seen.WorstResult);
                Float(json, "worst_expected", seen.WorstExpected);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>As text, infinities and NaN included, with the bits.</summary>
    private static void Float(Utf8JsonWriter json, string name, float? value)
    {
        if (value is { } known)
        {
            json.WriteString(name, string.Create(CultureInfo.InvariantCulture, $"{known:R} (0x{BitConverter.SingleToInt32Bits(known):x8})"));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
