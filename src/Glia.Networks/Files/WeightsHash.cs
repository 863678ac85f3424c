using System.Security.Cryptography;
using System.Text;

namespace Glia.Networks.Files;

/// <summary>Names floats by their bits.</summary>
internal static class WeightsHash
{
    /// <summary>SHA-256 over both, one after the other, little-endian, in lower-case hex.</summary>
    public static string Of(ReadOnlySpan<float> values, ReadOnlySpan<float> state)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        LittleEndian.Write(values, hash.AppendData);
        LittleEndian.Write(state, hash.AppendData);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Names the rows of a training, so that a resume with other rows is noticed.</summary>
    public static string Of(TrainingSet train, TrainingSet? validation)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, train);
        if (validation is not null)
        {
            Append(hash, validation);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Names the rows of a streamed training and the windows they are read in: others lead to other weights.</summary>
    public static string Of(StreamedRows train, TrainingSet? validation)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Invariant($"{train.Source.Sha256} {train.Source.Rows} {Math.Min(train.WindowRows, train.Source.Rows)}")));
        Append(hash, train.Sample);
        if (validation is not null)
        {
            Append(hash, validation);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, TrainingSet set)
    {
        LittleEndian.Write([set.Rows, set.Features, set.TargetWidth, set.Weights.Length], hash.AppendData);
        LittleEndian.Write(set.X.Span, hash.AppendData);
        LittleEndian.Write(set.Targets.Span, hash.AppendData);
        LittleEndian.Write(set.Weights.Span, hash.AppendData);
    }
}
