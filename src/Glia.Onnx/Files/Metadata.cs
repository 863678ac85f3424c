using System.Text.Json;
using System.Text.Json.Serialization;
using Glia.Networks.Layers;
using Glia.Onnx.Wire;
using Glia.Tabular;

namespace Glia.Onnx.Files;

/// <summary>
/// What Glia writes beside the graph, in <c>metadata_props</c>, so that it can read its own file back. Everything here is small:
/// the weights are in the graph and only there.
/// </summary>
/// <param name="Schema">Columns, task, target and classes.</param>
/// <param name="Preprocessor">Medians, scales and categories, as <see cref="Tabular.Preprocessor.ToJson"/> writes them.</param>
/// <param name="Network">The layers.</param>
/// <param name="Output">Unit of the target, threshold.</param>
/// <param name="Weights">The initializers that hold weights, in the order of layers.</param>
/// <param name="Options">What the training was asked for; to be read by people, null where it is not known.</param>
internal sealed record Metadata(
    Schema Schema,
    string Preprocessor,
    NetworkDescription Network,
    OutputScale Output,
    IReadOnlyList<string> Weights,
    FitOptions? Options)
{
    /// <summary>The version of a description that says no more of the output than unit and threshold.</summary>
    public const string Format = "1";

    /// <summary>The version of one that says more, such as a temperature, which a reader of version 1 would pass over.</summary>
    public const string LaterFormat = "2";

    /// <summary>The version of one of several targets.</summary>
    public const string TargetsFormat = "3";

    /// <summary>The version of one of an ensemble whose networks have different layers, as pruned ones do.</summary>
    public const string MembersFormat = "4";

    private const string Prefix = "glia.";
    private const string FormatKey = "glia.format";
    private const string DigestKey = "glia.digest";
    private const string SchemaKey = "glia.schema";
    private const string PreprocessorKey = "glia.preprocessor";
    private const string NetworkKey = "glia.network";
    private const string OutputKey = "glia.output";
    private const string WeightsKey = "glia.weights";
    private const string TargetsKey = "glia.targets";
    private const string ClassesKey = "glia.classes";
    private const string OptionsKey = "glia.options";

    /// <summary>Writes the description and the fingerprint of graph and description into a model.</summary>
    /// <param name="model">The model, whose graph is complete.</param>
    public void WriteTo(ModelProto model)
    {
        Add(model, FormatKey, Network.Others is not null ? MembersFormat : Schema.SeveralTargets is not null ? TargetsFormat : Output == new OutputScale(Output.TargetMean, Output.TargetScale, Output.Threshold) ? Format : LaterFormat);
        Add(model, ClassesKey, JsonSerializer.Serialize(Schema.Classes, OnnxJson.Default.IReadOnlyListString));
        if (Schema.SeveralTargets is { } targets)
        {
            Add(model, TargetsKey, JsonSerializer.Serialize([.. targets.Select(target => target.Name)], OnnxJson.Default.IReadOnlyListString));
        }

        Add(model, SchemaKey, JsonSerializer.Serialize(Schema, OnnxJson.Default.Schema));
        Add(model, PreprocessorKey, Compact(Preprocessor));
        Add(model, NetworkKey, JsonSerializer.Serialize(Network, OnnxJson.Default.NetworkDescription));
        Add(model, OutputKey, JsonSerializer.Serialize(Output, OnnxJson.Default.OutputScale));
        Add(model, WeightsKey, JsonSerializer.Serialize(Weights, OnnxJson.Default.IReadOnlyListString));
        if (Options is not null)
        {
            Add(model, OptionsKey, JsonSerializer.Serialize(Options, OnnxJson.Default.FitOptions));
        }

        Add(model, DigestKey, DigestOf(model, Weights));
    }

    /// <summary>Reads the description out of a model and compares the fingerprint.</summary>
    /// <param name="model">The model.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <returns>The description, whose parts need not fit each other yet.</returns>
    /// <exception cref="GliaException">It is not there, not whole, of another version, or the graph is not the one it was written for.</exception>
    public static Metadata ReadFrom(ModelProto model, string source)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (StringStringEntryProto entry in model.MetadataProps)
        {
            if (!all.TryAdd(entry.Key, entry.Value))
            {
                throw new GliaException($"{source}: The entry '{Text.Short(entry.Key)}' comes twice. The file is damaged; export it again.");
            }
        }

        if (!all.TryGetValue(FormatKey, out string? format))
        {
            string maker = model.ProducerName.Length == 0 ? "names no maker" : $"was made by '{Text.Short(model.ProducerName)}'";
            throw new GliaException(
                $"{source}: This ONNX model {maker} and does not describe its columns and layers as Glia does. Models of other makers cannot be read here; give a file that Glia exported, or a checkpoint.");
        }

        if (format is not (Format or LaterFormat or TargetsFormat or MembersFormat))
        {
            throw new GliaException($"{source}: The description in this file is of version '{Text.Short(format)}', and this Glia reads versions {Format} to {MembersFormat}. Read it with the Glia that wrote it.");
        }

        return Read(all, model, source);
    }

    /// <summary>Whether a model has such a description at all.</summary>
    /// <param name="model">The model.</param>
    public static bool IsDescribed(ModelProto model) => model.MetadataProps.Any(entry => entry.Key == FormatKey);

    /// <summary>Whether a model has such a description, and its graph is the one it was written for.</summary>
    /// <param name="model">The model.</param>
    public static bool Describes(ModelProto model)
    {
        string? Entry(string key) => model.MetadataProps.FirstOrDefault(entry => entry.Key == key)?.Value;
        if (Entry(FormatKey) is null || Entry(WeightsKey) is not { } list || Entry(DigestKey) is not { } digest)
        {
            return false;
        }

        try
        {
            IReadOnlyList<string> weights = Parsed(list, OnnxJson.Default.IReadOnlyListString);
            return weights.All(name => name is not null) && digest == DigestOf(model, weights);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static Metadata Read(Dictionary<string, string> all, ModelProto model, string source)
    {
        string[] needed = [SchemaKey, PreprocessorKey, NetworkKey, OutputKey, WeightsKey, DigestKey];
        string? absent = Array.Find(needed, key => !all.ContainsKey(key));
        if (absent is not null)
        {
            throw new GliaException($"{source}: The entry '{absent}' is missing. The file is damaged; export it again.");
        }

        try
        {
            IReadOnlyList<string> weights = Parsed(all[WeightsKey], OnnxJson.Default.IReadOnlyListString);
            if (weights.Any(name => name is null) || all[DigestKey] != DigestOf(model, weights))
            {
                throw new GliaException(
                    $"{source}: Something other than the weights was changed since Glia wrote this file, so its description no longer tells what it computes. Use the file with ONNX Runtime, or export the model again.");
            }

            return new Metadata(
                Parsed(all[SchemaKey], OnnxJson.Default.Schema),
                all[PreprocessorKey],
                Parsed(all[NetworkKey], OnnxJson.Default.NetworkDescription),
                Parsed(all[OutputKey], OnnxJson.Default.OutputScale),
                weights,
                Options: null);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or ArgumentException)
        {
            throw new GliaException($"{source}: The description in this file cannot be read ({Text.Short(error.Message)}). Export the model again.", error);
        }
    }

    /// <summary>The fingerprint of graph and description.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">The initializers whose values do not count.</param>
    internal static string DigestOf(ModelProto model, IReadOnlyList<string> weights) => Digest.Of(
        model.Graph,
        model.MetadataProps // by name, for another tool may have written them in another order
            .Where(entry => entry.Key.StartsWith(Prefix, StringComparison.Ordinal) && entry.Key != DigestKey)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value)),
        weights);

    private static void Add(ModelProto model, string key, string value) =>
        model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });

    private static T Parsed<T>(string json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class => JsonSerializer.Deserialize(json, type) ?? throw new JsonException("null where an object was expected");

    private static string Compact(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement, OnnxJson.Default.JsonElement);
    }
}

/// <summary>The layers of a network, as written in the file.</summary>
/// <param name="Inputs">The width of the first layer's input.</param>
/// <param name="Layers">The layers; of an ensemble those of every network, or of the first.</param>
/// <param name="Others">The layers of each further network of an ensemble; null where they are those of the first.</param>
internal sealed record NetworkDescription(int Inputs, IReadOnlyList<LayerSpec> Layers, IReadOnlyList<IReadOnlyList<LayerSpec>>? Others = null);

/// <summary>Writing and reading of all this, generated at build.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Schema))]
[JsonSerializable(typeof(NetworkDescription))]
[JsonSerializable(typeof(OutputScale))]
[JsonSerializable(typeof(FitOptions))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class OnnxJson : JsonSerializerContext;
