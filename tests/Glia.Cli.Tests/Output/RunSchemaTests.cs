using System.Text.Json;
using Glia.Cli.Tests.Commands;

namespace Glia.Cli.Tests.Output;

/// <summary>docs/run.schema.json describes what <c>glia train</c> writes into run.json: nothing is missing there, and nothing else is in it.</summary>
public sealed class RunSchemaTests(PenguinRun run) : IClassFixture<PenguinRun>, IDisposable
{
    private static readonly JsonElement Schema = Parse(Repository.At("docs", "run.schema.json"));
    private readonly Folder _folder = new();

    [Fact]
    public void A_healthy_run_is_as_described() => Assert.Empty(Complaints(Schema, Parse(run.File("run.json")), "run"));

    [Fact]
    public void A_sick_run_with_causes_and_healing_is_as_described()
    {
        string folder = _folder.Path("sick");
        Cli.Run("train", Cli.Sample("penguins.csv"), "--target", "species", "--hidden", "16,8", "--epochs", "15", "--learning-rate", "0.5", "--heal", "2", "--explain", "2", "--out", folder).Done();
        JsonElement json = Parse(Path.Combine(folder, "run.json"));
        Assert.NotEqual(0, json.GetProperty("health").GetArrayLength());
        Assert.NotEqual(0, json.GetProperty("health_causes").GetArrayLength());
        Assert.Equal(JsonValueKind.Object, json.GetProperty("healing").ValueKind);
        Assert.Empty(Complaints(Schema, json, "run"));
    }

    [Fact]
    public void A_calibrated_run_is_as_described_and_says_so()
    {
        string folder = _folder.Path("calibrated");
        Outcome trained = Cli.Run("train", Cli.Sample("penguins.csv"), "--target", "island", "--hidden", "16", "--epochs", "10", "--l2", "0.3", "--calibrate", "--out", folder).Done();
        Assert.Contains("temperature", trained.Out, StringComparison.Ordinal);
        JsonElement json = Parse(Path.Combine(folder, "run.json"));
        Assert.Empty(Complaints(Schema, json, "run"));
        Assert.Contains("Logits are divided by the temperature 0.3", File.ReadAllText(Path.Combine(folder, "report.html")), StringComparison.Ordinal);
        JsonElement validation = json.GetProperty("calibration").GetProperty("parts").GetProperty("validation");
        Assert.True(validation.GetProperty("log_loss_after").GetDouble() < validation.GetProperty("log_loss_before").GetDouble());
        foreach ((string name, JsonElement part) in json.GetProperty("calibration").GetProperty("parts").EnumerateObject().Select(each => (each.Name, each.Value)))
        {
            foreach (string when in new[] { "before", "after" })
            {
                // The bins are those of the error: it is their mean distance.
                JsonElement[] bins = [.. part.GetProperty("bins_" + when).EnumerateArray()];
                int rows = part.GetProperty("rows").GetInt32();
                Assert.Equal(rows, bins.Sum(bin => bin.GetProperty("rows").GetInt32()));
                double error = bins.Sum(bin => bin.GetProperty("rows").GetInt32() * Math.Abs(bin.GetProperty("observed").GetDouble() - bin.GetProperty("predicted").GetDouble())) / rows;
                Assert.Equal(part.GetProperty("error_" + when).GetDouble(), error, 1e-12);
            }

            Assert.Contains(name, (string[])["validation", "test"]);
        }

        string page = File.ReadAllText(Path.Combine(folder, "report.html"));
        Assert.Contains("Said and right", page, StringComparison.Ordinal);
        Assert.Contains("Test rows: on the dashed line", page, StringComparison.Ordinal);
        JsonElement evaluated = Cli.Run("evaluate", folder, Cli.Sample("penguins.csv"), "--json").Done().Json();
        Assert.InRange(evaluated.GetProperty("metrics").GetProperty("calibration_error").GetDouble(), 0, 1);
    }

    [Fact]
    public void An_ensemble_with_an_embedding_is_as_described()
    {
        string folder = _folder.Path("ensemble");
        Cli.Run("train", Cli.Sample("penguins.csv"), "--target", "species", "--hidden", "16", "--epochs", "5", "--ensemble", "2", "--embed", "island=2", "--calibrate", "--out", folder).Done();
        JsonElement json = Parse(Path.Combine(folder, "run.json"));
        Assert.Equal(2, json.GetProperty("members").GetArrayLength());
        Assert.Empty(Complaints(Schema, json, "run"));
    }

    [Theory]
    [InlineData("poisson", "poisson_deviance")]
    [InlineData("quantile:0.9", "pinball_loss")]
    public void A_run_of_another_loss_is_as_described_and_repeats_from_its_configuration(string loss, string metric)
    {
        string folder = _folder.Path("loss");
        JsonElement first = Cli.Run("train", Cli.Sample("concrete.csv"), "--target", "target", "--hidden", "8", "--epochs", "5", "--loss", loss, "--out", folder, "--json").Done().Json();
        Assert.True(first.GetProperty("test").GetProperty(metric).GetDouble() > 0);
        Assert.Empty(Complaints(Schema, Parse(Path.Combine(folder, "run.json")), "run"));
        JsonElement again = Cli.Run("train", "--config", Path.Combine(folder, "run.yaml"), "--out", _folder.Path("again"), "--json").Done().Json();
        Assert.Equal(first.GetProperty("weights_sha256").GetString(), again.GetProperty("weights_sha256").GetString());
        Assert.Equal(Cli.Run("predict", Path.Combine(folder, "model.glia"), Cli.Sample("concrete.csv")).Done().Out, Cli.Run("predict", Path.Combine(folder, "model.onnx"), Cli.Sample("concrete.csv")).Done().Out);
    }

    [Theory]
    [InlineData("bill_length_mm,body_mass_g", "multitarget")]
    [InlineData("sex,heavy", "multilabel", "--calibrate", "--ensemble", "2")]
    public void A_run_of_several_targets_is_as_described(string targets, string task, params string[] more)
    {
        string folder = _folder.Path("several"), data = _folder.Write("penguins.csv", SeveralTargetsTests.Labelled());
        Cli.Run(["train", data, "--target", targets, "--hidden", "8", "--epochs", "5", "--explain", "0", "--out", folder, .. more]).Done();
        JsonElement json = Parse(Path.Combine(folder, "run.json"));
        Assert.Empty(Complaints(Schema, json, "run"));
        Assert.Equal(task, json.GetProperty("task").GetString());
        Assert.Equal(targets.Split(','), json.GetProperty("targets").EnumerateArray().Select(target => target.GetProperty("name").GetString()));
        Assert.Equal(targets.Split(','), json.GetProperty("by_target").GetProperty("test").EnumerateObject().Select(target => target.Name));
    }

    [Fact]
    public void What_is_not_described_is_noticed()
    {
        JsonElement more = JsonDocument.Parse(File.ReadAllText(run.File("run.json")).Replace("\"stop_reason\"", "\"stopped\"", StringComparison.Ordinal)).RootElement;
        Assert.Contains("run.stopped is not described", Complaints(Schema, more, "run"));
        Assert.Contains("run.stop_reason is missing", Complaints(Schema, more, "run"));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The part of JSON Schema that the file uses: $ref, enum, type, properties, required, additionalProperties, items.</summary>
    private static List<string> Complaints(JsonElement schema, JsonElement value, string path)
    {
        schema = schema.TryGetProperty("$ref", out JsonElement reference) ? Schema.GetProperty("$defs").GetProperty(reference.GetString()!.Split('/')[^1]) : schema;
        if (schema.TryGetProperty("enum", out JsonElement words))
        {
            return words.EnumerateArray().Any(word => word.GetString() == value.GetString()) ? [] : [$"{path} is {value}"];
        }

        JsonElement type = schema.GetProperty("type");
        string[] allowed = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(each => each.GetString()!)] : [type.GetString()!];
        if (!allowed.Contains(Kind(value)) && !(Kind(value) == "integer" && allowed.Contains("number")))
        {
            return [$"{path} is {Kind(value)}, not {string.Join(" or ", allowed)}"];
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object => [.. Fields(schema, value, path)],
            JsonValueKind.Array => [.. value.EnumerateArray().SelectMany((each, i) => Complaints(schema.GetProperty("items"), each, $"{path}[{i}]"))],
            _ => [],
        };
    }

    private static IEnumerable<string> Fields(JsonElement schema, JsonElement value, string path)
    {
        IEnumerable<string> required = schema.TryGetProperty("required", out JsonElement names) ? names.EnumerateArray().Select(name => name.GetString()!) : [];
        foreach (string name in required.Where(name => !value.TryGetProperty(name, out _)))
        {
            yield return $"{path}.{name} is missing";
        }

        bool open = !schema.TryGetProperty("additionalProperties", out JsonElement others) || others.ValueKind == JsonValueKind.True;
        foreach (JsonProperty field in value.EnumerateObject())
        {
            bool known = schema.TryGetProperty("properties", out JsonElement fields) && fields.ValueKind == JsonValueKind.Object && fields.TryGetProperty(field.Name, out JsonElement _);
            if (!known && !open && others.ValueKind == JsonValueKind.False)
            {
                yield return $"{path}.{field.Name} is not described";
            }
            else if (known || others.ValueKind == JsonValueKind.Object)
            {
                foreach (string complaint in Complaints(known ? fields.GetProperty(field.Name) : others, field.Value, $"{path}.{field.Name}"))
                {
                    yield return complaint;
                }
            }
        }
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Null => "null",
        _ => value.TryGetInt64(out _) ? "integer" : "number",
    };

    private static JsonElement Parse(string path) => JsonDocument.Parse(File.ReadAllText(path)).RootElement.Clone();
}
