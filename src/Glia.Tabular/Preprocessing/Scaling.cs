using System.Text.Json.Serialization;

namespace Glia.Tabular;

/// <summary>How numbers are brought to a common scale.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<Scaling>))]
public enum Scaling
{
    /// <summary>(x − mean) / standard deviation, over the training rows with gaps filled.</summary>
    Standard,

    /// <summary>(x − median) / (third quartile − first quartile): outliers do not move it.</summary>
    Robust,

    /// <summary>As they are.</summary>
    None,
}
