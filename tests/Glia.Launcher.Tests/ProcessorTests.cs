namespace Glia.Launcher.Tests;

public class ProcessorTests
{
    private static readonly string[] Third = ["fpu", "avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe"];
    private static readonly string[] Fourth = [.. Third, "avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"];

    [Fact]
    public void Programs_for_more_instructions_come_first()
    {
        Assert.Equal(["x64-v4", "x64-v3"], Processor.Levels(Fourth, _ => null));
        Assert.Equal(["x64-v3"], Processor.Levels(Third, _ => null));
    }

    [Theory]
    [InlineData("avx2")]
    [InlineData("movbe")]
    public void Without_one_of_them_there_is_no_native_program(string without) => Assert.Empty(Processor.Levels([.. Fourth.Except([without])], _ => null));

    [Fact]
    public void Half_of_AVX_512_is_none() => Assert.Equal(["x64-v3"], Processor.Levels([.. Fourth.Except(["avx512vl"])], _ => null));

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "x64-v3")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void The_variables_of_dotnet_switch_instructions_off(string off, params string[] levels) => Assert.Equal(levels, Processor.Levels(Fourth, name => name == off ? "0" : null));
}
