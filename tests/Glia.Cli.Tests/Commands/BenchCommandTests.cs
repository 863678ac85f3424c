using System.Text.Json;

namespace Glia.Cli.Tests.Commands;

/// <summary>That it runs and what it prints; how fast is nobody's test.</summary>
public sealed class BenchCommandTests
{
    [Theory]
    [InlineData("product")]
    public void The_machine_and_a_group_are_measured_as_shares_of_what_the_machine_can_do(string only)
    {
        JsonElement json = Cli.Run("bench", "--only", only, "--json").Done().Json();
        JsonElement[] rows = [.. json.GetProperty("results").EnumerateArray()];
        Assert.Equal(1, json.GetProperty("threads").GetInt32());
        Assert.Equal(["machine", only], rows.Select(row => row.GetProperty("group").GetString()).Distinct());
        Assert.All(rows, row => Assert.True(row.GetProperty("rate").GetDouble() > 0, row.ToString()));

        // A product cannot be faster than the machine's multiply-adds; some room, because the clock changes meanwhile.
        Assert.All(rows.Where(row => row.TryGetProperty("share", out _)), row => Assert.InRange(row.GetProperty("share").GetDouble(), 0, 10));
    }

    [Fact]
    public void A_cancelled_run_ends_with_130()
    {
        Outcome outcome = Cli.Run(new CancellationToken(canceled: true), "bench");
        Assert.Equal(ExitCode.Cancelled, outcome.Code);
    }

    [Theory]
    [InlineData("--threads", "0", "--threads is 0")]
    [InlineData("--only", "kernels", "kernels")]
    public void Wrong_options_are_refused(string option, string value, string said)
    {
        Outcome outcome = Cli.Run("bench", option, value);
        Assert.NotEqual(ExitCode.Done, outcome.Code);
        Assert.Contains(said, outcome.Error, StringComparison.Ordinal);
    }
}
