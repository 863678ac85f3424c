using System.Text.Json.Serialization;

namespace Glia.Tabular;

/// <summary>What somebody wants the task to be.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<TaskChoice>))]
public enum TaskChoice
{
    /// <summary>Chosen from the target's values.</summary>
    Auto,

    /// <summary>Classes: binary if there are two, else multiclass.</summary>
    Classification,

    /// <summary>Two classes; an error if there are more.</summary>
    Binary,

    /// <summary>Softmax, even over two classes.</summary>
    Multiclass,

    /// <summary>A number.</summary>
    Regression,
}
