using System.Text.Json;

namespace Glia.Cli.Tests.Commands;

public sealed class VerifyCommandTests
{
    private const string Few = "2000";

    [Fact]
    public void One_function_is_proved_on_a_sample()
    {
        Outcome outcome = Cli.Run("verify", "tanh", "--sample", Few, "--seed", "7").Done();
        Assert.Contains("1 of 1 as promised.", outcome.Out, StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public void As_json_every_quantity_has_its_counts()
    {
        JsonElement json = Cli.Run("verify", "leaky_relu(slope=0.1)", "--sample", Few, "--fast", "--json").Done().Json();
        JsonElement function = Assert.Single(json.GetProperty("functions").EnumerateArray());
        Assert.Equal("leaky_relu(slope=0.1)", function.GetProperty("function").GetString());
        Assert.Equal(JsonValueKind.Null, function.GetProperty("not_covered").ValueKind);
        string[] quantities =
        [
            "value", "slope", "fast_value", "fast_slope", "float64_value", "float64_slope", "float16_value", "float16_slope", "bfloat16_value", "bfloat16_slope", "grid_value", "grid_slope",
        ];
        Assert.Equal(quantities, function.GetProperty("quantities").EnumerateObject().Select(each => each.Name));
        Assert.Contains("leaky_relu(slope=3)", function.GetProperty("grid").EnumerateArray().Select(each => each.GetString()));
        Assert.All(function.GetProperty("quantities").EnumerateObject(), each => Assert.Equal(0, each.Value.GetProperty("misrounded").GetInt64()));
    }

    [Fact]
    public void A_cancelled_run_ends_with_130_and_what_there_is()
    {
        Outcome outcome = Cli.Run(new CancellationToken(canceled: true), "verify", "tanh", "--sample", Few);
        Assert.Equal(ExitCode.Cancelled, outcome.Code);
        Assert.Contains("0 of 1 as promised.", outcome.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verify", "tahn")]
    [InlineData("verify", "--sample", "0")]
    [InlineData("verify", "--seed", "-1")]
    [InlineData("verify", "--threads", "-2")]
    [InlineData("verify", "--smaple", "5")]
    public void Wrong_usage_is_refused(params string[] args)
    {
        Outcome outcome = Cli.Run(args);
        Assert.Equal(ExitCode.WrongUsage, outcome.Code);
        Assert.NotEmpty(outcome.Error);
        Assert.Empty(outcome.Out);
    }
}
