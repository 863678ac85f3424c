using System.Text.Json;
using System.Text.Json.Serialization;

namespace Glia.Tabular;

/// <summary>Writes an enumeration's value as its name in snake_case.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
public sealed class SnakeCaseEnumConverter<T> : JsonStringEnumConverter<T>
    where T : struct, Enum
{
    /// <summary>Initializes a new instance of the <see cref="SnakeCaseEnumConverter{T}"/> class.</summary>
    public SnakeCaseEnumConverter()
        : base(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    {
    }
}
