using System.Text.Json.Serialization;

namespace Glia.Tabular;

/// <summary>What is to be learned.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<TaskKind>))]
public enum TaskKind
{
    /// <summary>One of two classes: one sigmoid unit and a threshold.</summary>
    Binary,

    /// <summary>One of several classes: softmax over one unit a class.</summary>
    Multiclass,

    /// <summary>A number: one linear unit.</summary>
    Regression,

    /// <summary>Several numbers at once: one linear unit a target (multi-target, or multi-output, regression).</summary>
    Multitarget,

    /// <summary>Several labels at once, each one of two classes: one sigmoid unit a label, and a threshold for each (multi-label classification).</summary>
    Multilabel,
}
