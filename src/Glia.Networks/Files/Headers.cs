using System.Text.Json.Serialization;
using Glia.Networks.Layers;
using Glia.Networks.Training;

namespace Glia.Networks.Files;

/// <summary>Header of a network file. Tensors: values, state.</summary>
internal sealed record NetworkHeader(int Inputs, IReadOnlyList<LayerSpec> Layers, IReadOnlyList<long> Tensors);

/// <summary>
/// Header of a checkpoint. Tensors: values, state, best values, best state, what the optimizer remembers, outputs seen in the epoch.
/// </summary>
internal sealed record CheckpointHeader(
    int Inputs,
    IReadOnlyList<LayerSpec> Layers,
    TrainingOptions Options,
    string Loss,
    string DataSha256,
    TrainingPosition Position,
    double[] LossParts,
    double[] Scalars,
    double[] ScheduleState,
    IReadOnlyList<EpochRecord> History,
    IReadOnlyList<long> Tensors);

/// <summary>Reading and writing of headers without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(NetworkHeader))]
[JsonSerializable(typeof(CheckpointHeader))]
internal sealed partial class HeaderJson : JsonSerializerContext;
