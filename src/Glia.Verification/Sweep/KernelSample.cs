using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Glia.Kernels.Activations;

namespace Glia.Verification.Sweep;

/// <summary>Runs kernels on a fixed sample of inputs and hashes what they give.</summary>
internal static class KernelSample
{
    /// <summary>Every so-many-th float, a prime number: some 43 000.</summary>
    private const long Stride = 99_991;

    /// <summary>The same of each function at other parameters, of which there are up to some thirty: some 4 300.</summary>
    private const long GridStride = 999_983;

    /// <summary>How many doubles, and inputs of each gradient of a parameter.</summary>
    private const int Dense = 10_000;

    public static KernelHashes Hash(Activation activation) => activation.IsRowwise
        ? new(RowSweep.KernelHash(activation), "", "")
        : new(Hash(hash => Singles(hash, activation, Stride)), Hash(hash => Singles(hash, activation.Fast, Stride)), Hash(hash => Others(hash, activation)));

    private static string Hash(Action<IncrementalHash> append)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        append(hash);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static void Singles(IncrementalHash hash, Activation activation, long stride)
    {
        float[] x = [.. Enumerable.Range(0, (int)((1L << 32) / stride)).Select(i => BitConverter.Int32BitsToSingle((int)(uint)(i * stride))).Where(v => !float.IsNaN(v))];
        float[] y = new float[x.Length];
        activation.Forward(x, y);
        hash.AppendData(MemoryMarshal.AsBytes(y));
        activation.Slope(x, y);
        hash.AppendData(MemoryMarshal.AsBytes(y));
    }

    private static void Others(IncrementalHash hash, Activation activation)
    {
        FormatSweep.Compute(activation, Dense, results => hash.AppendData(results));
        List<Activation> grid = ParameterGrid.Of(activation);
        grid.ForEach(function => Singles(hash, function, GridStride));
        if (activation.Info.LearnedParameter is not null)
        {
            grid.ForEach(function => hash.AppendData(MemoryMarshal.AsBytes(LearnedSweep.Gradients(function, Dense).Gradients)));
        }
    }
}
