using System.Text.Json.Serialization;

namespace Glia.Tabular;

/// <summary>How rows of different classes weigh in the loss.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ClassWeighting>))]
public enum ClassWeighting
{
    /// <summary>All rows alike.</summary>
    None,

    /// <summary>Every class alike: a row of class k weighs n / (K·nₖ), n training rows, K classes (as scikit-learn's class_weight="balanced").</summary>
    Balanced,
}
