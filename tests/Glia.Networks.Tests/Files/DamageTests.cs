using System.Security.Cryptography;
using System.Text;
using Glia.Networks.Files;
using Glia.Networks.Layers;

namespace Glia.Networks.Tests.Files;

public class DamageTests
{
    [Fact]
    public void A_network_comes_back_to_the_bit()
    {
        using TemporaryFolder folder = new();
        Network network = Network.Create(6, Toy.Everything(3), 1);
        network.StateValues[3] = 0.125f;
        network.Save(folder["net.glia"]);
        Network loaded = Network.Load(folder["net.glia"]);
        Assert.Equal(network.WeightsSha256(), loaded.WeightsSha256());
        Assert.Equal(network.Spec, loaded.Spec);
        Assert.Equal(network.ToBytes(), Network.FromBytes(network.ToBytes(), "memory").ToBytes());
        Assert.Equal(["net.glia"], folder.Names);
    }

    [Fact]
    public void A_network_cut_at_any_byte_is_refused_by_name()
    {
        byte[] whole = Network.Create(2, [new DenseSpec(2), new ActivationSpec("relu")], 1).ToBytes();
        for (int length = 0; length < whole.Length; length++)
        {
            int kept = length;
            GliaException exception = Assert.Throws<GliaException>(() => Network.FromBytes(whole.AsMemory(0, kept), "cut.glia"));
            Assert.StartsWith("cut.glia", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_checkpoint_cut_at_any_byte_or_with_any_byte_flipped_is_refused_by_name()
    {
        byte[] whole = SmallCheckpoint();
        for (int i = 0; i < whole.Length; i++)
        {
            int at = i;
            Refused(whole[..at]);
            byte[] flipped = [.. whole];
            flipped[at] ^= (byte)(1 << (at % 8));
            Refused(flipped);
        }

        Refused([.. whole, 0]);
        Assert.Equal(2, CheckpointFile.Read(whole, "whole.glia").Header.Position.Epoch);

        static void Refused(byte[] content)
        {
            GliaException exception = Assert.Throws<GliaException>(() => CheckpointFile.Read(content, "bad.glia"));
            Assert.StartsWith("bad.glia ", exception.Message, StringComparison.Ordinal);
            Assert.Matches("Take|Use|Give|Train", exception.Message);
        }
    }

    [Fact]
    public void The_kinds_of_file_are_told_apart()
    {
        byte[] network = Network.Create(2, [new DenseSpec(2)], 1).ToBytes();
        Assert.Contains("not a training checkpoint", Assert.Throws<GliaException>(() => CheckpointFile.Read(network, "a")).Message, StringComparison.Ordinal);
        Assert.Contains("not a network", Assert.Throws<GliaException>(() => Network.FromBytes(SmallCheckpoint(), "a")).Message, StringComparison.Ordinal);
        Assert.Contains("does not begin as one", Assert.Throws<GliaException>(() => Network.FromBytes("species,mass\n"u8.ToArray(), "a.csv")).Message, StringComparison.Ordinal);
        Assert.Contains("There is no file", Assert.Throws<GliaException>(() => Network.Load("/no/such/file.glia")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"inputs":2,"layers":[{"kind":"dense","units":2000000}],"tensors":[6,0]}""")]
    [InlineData("""{"inputs":2,"layers":[{"kind":"dense","units":2}],"tensors":[1000000000000,0]}""")]
    [InlineData("""{"inputs":2,"layers":[{"kind":"dense","units":2}],"tensors":[6]}""")]
    [InlineData("""{"inputs":2,"layers":[{"kind":"dense","units":-2}],"tensors":[6,0]}""")]
    [InlineData("""{"inputs":2,"layers":[{"kind":"activation","activation":"from_the_future"}],"tensors":[6,0]}""")]
    [InlineData("""{"inputs":0,"layers":[{"kind":"dense","units":2}],"tensors":[6,0]}""")]
    [InlineData("""{"inputs":2,"layers":[{"kind":"dancing","units":2}],"tensors":[6,0]}""")]
    [InlineData("""{"inputs":2,"layers":[null],"tensors":[6,0]}""")]
    [InlineData("""{"inputs":2,"layers":null,"tensors":[6,0]}""")]
    [InlineData("""{"inputs":2}""")]
    [InlineData("""null""")]
    [InlineData("""[]""")]
    [InlineData("""{"inputs":2,""")]
    public void A_header_that_lies_is_refused_before_memory_is_taken(string header)
    {
        byte[] content = Sealed(header, 24);
        long before = GC.GetAllocatedBytesForCurrentThread();
        GliaException exception = Assert.Throws<GliaException>(() => Network.FromBytes(content, "lie.glia"));
        Assert.StartsWith("lie.glia ", exception.Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void The_format_is_what_its_description_says()
    {
        byte[] content = Sealed("""{"inputs":2,"layers":[{"units":1,"kind":"dense"}],"tensors":[3,0]}""", 12);
        Assert.Equal(1, Network.FromBytes(content, "hand.glia").Outputs);
    }

    [Fact]
    public void A_newer_version_is_told_from_damage()
    {
        byte[] content = Network.Create(2, [new DenseSpec(2)], 1).ToBytes();
        content[12] = 2;
        Assert.Contains("format version 2", Assert.Throws<GliaException>(() => Network.FromBytes(content, "a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file_and_nothing_else()
    {
        using TemporaryFolder folder = new();
        AtomicFile.Write(folder["a"], stream => stream.Write("old"u8));
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(folder["a"], stream =>
        {
            stream.Write("new"u8);
            throw new InvalidOperationException();
        }));
        Assert.Throws<GliaException>(() => AtomicFile.Write(folder["a"], _ => throw new IOException("No space left on device.")));
        Assert.Equal("old", File.ReadAllText(folder["a"]));
        Assert.Equal(["a"], folder.Names);
    }

    [Theory]
    [InlineData("\"tensors\":[9,0,9,0,9,9,0]", "\"tensors\":[9,0,9,0,9,9,4611686018427387904]")]
    [InlineData("\"tensors\":[9,0,9,0,9,9,0]", "\"tensors\":[9,0,9,0,9,9,-1]")]
    [InlineData("\"tensors\":[9,0,9,0,9,9,0]", "\"tensors\":[]")]
    [InlineData("\"optimizer\":\"adam\"", "\"optimizer\":\"sgd\"")]
    [InlineData("\"optimizer\":\"adam\"", "\"optimizer\":null")]
    [InlineData("\"schedule\":\"constant\"", "\"schedule\":\"plateau\"")]
    [InlineData("\"step\":2", "\"step\":-2")]
    [InlineData("\"epoch\":2,\"step_in_epoch\"", "\"epoch\":1,\"step_in_epoch\"")]
    [InlineData("\"position\"", "\"posture\"")]
    public void A_checkpoint_that_lies_is_refused(string truth, string lie)
    {
        byte[] whole = SmallCheckpoint();
        int length = BitConverter.ToInt32(whole, 16);
        string header = Encoding.UTF8.GetString(whole, 20, length);
        Assert.Contains(truth, header, StringComparison.Ordinal);
        byte[] json = Encoding.UTF8.GetBytes(header.Replace(truth, lie, StringComparison.Ordinal));
        byte[] content = [.. whole[..16], .. BitConverter.GetBytes(json.Length), .. json, .. whole[(20 + length)..^32]];
        GliaException exception = Assert.Throws<GliaException>(() => CheckpointFile.Read((byte[])[.. content, .. SHA256.HashData(content)], "lie.glia"));
        Assert.StartsWith("lie.glia ", exception.Message, StringComparison.Ordinal);
    }

    private static byte[] SmallCheckpoint()
    {
        using TemporaryFolder folder = new();
        Network network = Network.Create(2, [new DenseSpec(2), new ActivationSpec("tanh"), new DenseSpec(1)], 1);
        new Trainer(network, Loss.Parse("squared"), new TrainingOptions { Epochs = 2, CheckpointPath = folder["run.glia"] }).Fit(Toy.Xor);
        return File.ReadAllBytes(folder["run.glia"]);
    }

    /// <summary>A file with a right checksum around any header.</summary>
    private static byte[] Sealed(string header, int tensorBytes)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] content = [.. "GLIA\r\n\u001a\nnetw"u8, 1, 0, 0, 0, .. BitConverter.GetBytes(json.Length), .. json, .. new byte[tensorBytes]];
        return [.. content, .. SHA256.HashData(content)];
    }
}
