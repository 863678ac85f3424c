using System.Text.Json.Serialization;

namespace Glia.Tabular;

/// <summary>What the output of a regression is of the prediction.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<OutputLink>))]
public enum OutputLink
{
    /// <summary>The standardised prediction itself.</summary>
    Identity,

    /// <summary>The logarithm of the prediction over <see cref="OutputScale.TargetScale"/>: predictions are positive (Poisson).</summary>
    Log,
}
