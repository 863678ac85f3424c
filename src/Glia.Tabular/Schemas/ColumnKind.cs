using System.Text.Json.Serialization;

namespace Glia.Tabular;

/// <summary>What a column is to a model.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ColumnKind>))]
public enum ColumnKind
{
    /// <summary>A quantity: scaled; missing values become the median, with an indicator beside it.</summary>
    Number,

    /// <summary>One of a set of texts (or of numbers that only name something): one input for each.</summary>
    Category,

    /// <summary>Two texts such as yes and no: a category of two. Columns of the numbers 0 and 1 stay numbers, which is the same to a network.</summary>
    Boolean,

    /// <summary>Not used; the schema says why.</summary>
    Ignored,
}
