using System.Text.Json.Serialization;

namespace Glia.Tabular;

/// <summary>Everything of this project that is written as JSON: names in snake_case, no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Preprocessor))]
[JsonSerializable(typeof(Schema))]
[JsonSerializable(typeof(FitOptions))]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(ModelHeader))]
internal sealed partial class TabularJson : JsonSerializerContext;
