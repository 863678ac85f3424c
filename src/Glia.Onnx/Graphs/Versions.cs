namespace Glia.Onnx.Graphs;

/// <summary>Which versions belong together, after the release table in <c>docs/Versioning.md</c> of the ONNX repository.</summary>
internal static class Versions
{
    /// <summary>The version of the file format that came with an opset.</summary>
    /// <param name="opset">The opset of the default domain.</param>
    public static int OfFormat(int opset) => opset switch
    {
        <= 18 => 8,
        <= 20 => 9,
        <= 22 => 10,
        23 => 11,
        24 => 12,
        _ => throw new ArgumentOutOfRangeException(nameof(opset), opset, "The ONNX release of this opset is not in the table."),
    };

    /// <summary>The opset of the domain <c>ai.onnx.ml</c> that came with an opset of the default domain.</summary>
    /// <param name="opset">The opset of the default domain.</param>
    public static int OfMachineLearning(int opset) => opset switch
    {
        < 20 => 3,
        20 => 4,
        _ => 5,
    };
}
