namespace Glia.Onnx;

/// <summary>How an ONNX file is written.</summary>
public sealed record OnnxOptions
{
    /// <summary>The lowest opset of the default domain: the first with LayerNormalization.</summary>
    public const int LowestOpset = 17;

    /// <summary>The highest opset of the default domain; every one from the lowest up to it is run in the tests.</summary>
    public const int HighestOpset = 24;

    /// <summary>
    /// Gets the opset of the default domain, from <see cref="LowestOpset"/> to <see cref="HighestOpset"/>. The lowest, which is the
    /// default, runs nearly everywhere; it is raised when an activation function needs a later operator.
    /// </summary>
    public int Opset { get; init; } = LowestOpset;

    /// <summary>Gets a text for the reader of the file, kept in the model's <c>doc_string</c>; empty for a sentence about task and target.</summary>
    public string Description { get; init; } = "";
}
