using Glia.Kernels.Randomness;
using Glia.Networks.Layers;
using Glia.Onnx.Wire;
using Glia.Tabular;
using Google.Protobuf;

namespace Glia.Onnx.Tests;

/// <summary>Whatever happens to a file, it is read or refused with a message; the seeds are fixed, so that a failure comes again.</summary>
public sealed class OnnxImportFuzzTests
{
    private static readonly byte[] Whole = OnnxExport.ToBytes(
        Models.Of(Models.Mixed, "outcome", [new DenseSpec(3), new BatchNormSpec(), new ActivationSpec("prelu(learn=unit)"), new DropoutSpec(0.1)]));

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        for (int length = 0; length < Whole.Length; length++)
        {
            Assert.False(IsRead(Whole[..length]), $"cut after {length} of {Whole.Length} bytes");
        }

        Assert.True(IsRead(Whole));
    }

    [Fact]
    public void A_file_with_changed_bytes_is_read_or_refused() => Mutate(seed: 1, rounds: 2_000);

    [Fact]
    [Trait("Category", "slow")]
    public void A_file_with_changed_bytes_is_read_or_refused_many_times() => Mutate(seed: 2, rounds: 200_000);

    [Fact]
    public void A_description_with_changed_letters_and_a_fitting_fingerprint_is_read_or_refused() => MutateDescription(seed: 3, rounds: 2_000);

    [Fact]
    [Trait("Category", "slow")]
    public void A_description_with_changed_letters_and_a_fitting_fingerprint_is_read_or_refused_many_times() => MutateDescription(seed: 4, rounds: 100_000);

    private static void Mutate(ulong seed, int rounds)
    {
        var chance = new RandomStream(seed);
        for (int round = 0; round < rounds; round++)
        {
            byte[] bytes = [.. Whole];
            for (int change = chance.NextInt(4); change >= 0; change--)
            {
                int at = chance.NextInt(bytes.Length);
                bytes[at] = chance.NextInt(2) == 0 ? (byte)(bytes[at] ^ (1 << chance.NextInt(8))) : (byte)chance.NextInt(256);
            }

            IsRead(bytes);
        }
    }

    private static void MutateDescription(ulong seed, int rounds)
    {
        string[] keys = ["glia.schema", "glia.preprocessor", "glia.network", "glia.output"];
        const string letters = "0123456789-.eE{}[]\",:nulltrue ";
        var chance = new RandomStream(seed);
        int read = 0;
        for (int round = 0; round < rounds; round++)
        {
            ModelProto file = ModelProto.Parser.ParseFrom(Whole);
            string key = keys[chance.NextInt(keys.Length)];
            char[] text = file.MetadataProps.Single(entry => entry.Key == key).Value.ToCharArray();
            for (int change = chance.NextInt(3); change >= 0; change--)
            {
                text[chance.NextInt(text.Length)] = letters[chance.NextInt(letters.Length)];
            }

            OnnxImportTests.Rewrite(file, key, new string(text));
            read += IsRead(file.ToByteArray()) ? 1 : 0;
        }

        // Digits and words may change and still make sense: the test goes as deep as that.
        Assert.True(read > rounds / 50, $"only {read} of {rounds} were read");
    }

    private static bool IsRead(byte[] bytes)
    {
        try
        {
            TabularModel model = OnnxImport.FromBytes(bytes, "m.onnx");
            _ = OnnxExport.ToBytes(model);
            return true;
        }
        catch (GliaException error)
        {
            Assert.StartsWith("m.onnx: ", error.Message, StringComparison.Ordinal);
            return false;
        }
    }
}
