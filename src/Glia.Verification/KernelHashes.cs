namespace Glia.Verification;

/// <summary>
/// Hashes of what a function's kernels give on a fixed sample, one for each thing that is verified, so that a change of float64 results, say, does not void
/// what is known of all floats. Sixteen hexadecimal digits each; empty where there is nothing of the kind.
/// </summary>
/// <param name="Exact">Of float32 values and slopes; of functions of rows, of all there is.</param>
/// <param name="Fast">Of the fast variant's.</param>
/// <param name="Others">Of float64, Half and bfloat16, of other parameters, and of the gradient of a learned one.</param>
public readonly record struct KernelHashes(string Exact, string Fast, string Others)
{
    /// <summary>Gets those of a function that was not verified at all.</summary>
    public static KernelHashes None { get; } = new("", "", "");
}
