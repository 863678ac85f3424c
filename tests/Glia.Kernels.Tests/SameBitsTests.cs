using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using Glia.Kernels.Activations;
using Glia.Kernels.Products;
using Glia.Kernels.Randomness;
using Glia.Kernels.Tests.Activations;

namespace Glia.Kernels.Tests;

/// <summary>
/// The same bits on every machine: results are hashed and compared with tests/vectors/hashes.txt, here and again in processes where parts of
/// the instruction set are switched off. The file was written by whichever machine ran first; that all others agree is the test.
/// </summary>
public sealed class SameBitsTests
{
    private const string ExpectedWidth = "GLIA_TEST_EXPECTED_WIDTH";

    [Fact]
    public void Hashes_of_all_kernels_equal_the_recorded_ones()
    {
        string actual = string.Join('\n', Hashes());
        string recorded = File.ReadAllText(Repository.At("tests", "vectors", "hashes.txt")).ReplaceLineEndings("\n").Trim();
        if (actual != recorded)
        {
            string written = Path.Combine(AppContext.BaseDirectory, "hashes.actual.txt");
            File.WriteAllText(written, actual + "\n");
            Assert.Fail($"Compare {written} with tests/vectors/hashes.txt. A change on purpose replaces the latter.");
        }
    }

    [Fact]
    public void The_widest_vector_is_the_one_that_was_asked_for()
    {
        string? expected = Environment.GetEnvironmentVariable(ExpectedWidth);
        int widest = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
        Assert.True(expected is null || widest <= int.Parse(expected, CultureInfo.InvariantCulture), $"Vectors have {widest} bits.");
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    [Trait("Category", "slow")]
    public async Task Hashes_stay_when_instructions_are_switched_off(string variable, int widest)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Glia.Kernels.Tests.dll"));
        foreach (string method in new[] { nameof(Hashes_of_all_kernels_equal_the_recorded_ones), nameof(The_widest_vector_is_the_one_that_was_asked_for) })
        {
            start.ArgumentList.Add("-method");
            start.ArgumentList.Add($"{typeof(SameBitsTests).FullName}.{method}");
        }

        start.Environment[variable] = "0";
        if (RuntimeInformation.ProcessArchitecture == Architecture.X64)
        {
            start.Environment[ExpectedWidth] = widest.ToString(CultureInfo.InvariantCulture);
        }

        using Process child = Process.Start(start)!;
        Task<string> errors = child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await errors;
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(child.ExitCode == 0, output);
        Assert.Contains("Total: 2,", output, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Hashes()
    {
        float[] sweep = [.. Catalogue.Sweep(524_287), float.NaN, .. Catalogue.Numbers(2000, 1)];
        float[] gradients = Catalogue.Numbers(sweep.Length, 2);
        foreach (string text in Catalogue.Texts().Select(row => row.Data))
        {
            Activation activation = ActivationCatalog.Parse(text);
            yield return $"{Hash(Activation(activation, sweep, gradients))} {text}";
            if (!activation.IsRowwise)
            {
                yield return $"{Hash(Activation(activation.Fast, sweep, gradients))} {text}, fast";
            }
        }

        foreach ((int m, int k, int n) in new[] { (1, 1, 1), (5, 33, 47), (64, 100, 10), (130, 129, 131) })
        {
            yield return $"{Hash(Products(m, k, n))} products of {m} {k} {n}";
        }

        var chance = new RandomStream(2026).Split("hash").Split(7);
        yield return $"{Hash([.. Enumerable.Range(0, 10_000).Select(_ => chance.NextNormal())])} normal numbers";
        yield return $"{Hash([.. Enumerable.Range(0, 10_000).Select(_ => chance.NextSingle())])} uniform numbers";
        yield return $"{Hash([.. Enumerable.Range(0, 10_000).Select(i => (float)chance.NextInt(i + 1))])} integers";
    }

    private static float[] Activation(Activation activation, float[] z, float[] dy)
    {
        int units = activation.Info.ChangesWidth ? 12 : 17;
        int batch = z.Length - (z.Length % units);
        z = z[..batch];
        dy = dy[..batch];
        if (activation.IsRowwise)
        {
            // Rows of the sweep as it is would be all of one size, and half of them NaN.
            z = Catalogue.Numbers(batch, 3, 10);
        }

        float[] learned = Catalogue.Numbers(activation.Learned switch { LearnedPer.Layer => 1, LearnedPer.Unit => units, _ => 0 }, 4);
        float[] y = new float[batch / units * activation.OutputUnits(units)];
        float[] slope = new float[batch];
        float[] dz = new float[batch];
        float[] gradient = new float[learned.Length];
        activation.ForwardRows(z, units, learned, y);
        if (activation.Info.ChangesWidth)
        {
            dy = Catalogue.Numbers(y.Length, 2);
        }
        else
        {
            activation.Slope(z, slope);
        }

        activation.BackwardRows(z, y, dy, units, learned, dz, gradient);
        if (activation.IsRowwise)
        {
            float[] fastShort = new float[y.Length];
            float[] fastLong = new float[activation.OutputUnits(batch)];
            activation.Fast.ForwardRows(z, units, learned, fastShort);
            activation.Fast.Forward(z, fastLong);
            gradient = [.. fastShort, .. fastLong];
        }

        return [.. y, .. slope, .. dz, .. gradient, (float)activation.Info.Gain];
    }

    private static float[] Products(int m, int k, int n)
    {
        float[] a = Catalogue.Numbers(m * k, 5);
        float[] b = Catalogue.Numbers(k * n, 6);
        float[] c = new float[m * n];
        float[] left = new float[k * n];
        float[] right = new float[m * k];
        using var team = new Team(2);
        Product.Multiply(a, b, c, m, k, n, team);
        Product.MultiplyTransposedLeft(a, c, left, m, k, n, team);
        Product.MultiplyTransposedRight(c, b, right, m, k, n, team);
        return [.. c, .. left, .. right];
    }

    /// <summary>All NaN count as one: which of them an operation gives is the processor's choice.</summary>
    private static string Hash(float[] values)
    {
        byte[] bytes = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), float.IsNaN(values[i]) ? float.NaN : values[i]);
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
    }
}
