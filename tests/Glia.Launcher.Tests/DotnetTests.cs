namespace Glia.Launcher.Tests;

public class DotnetTests
{
    [Fact]
    public void The_one_that_is_told_goes_before_the_path_and_the_path_before_what_is_installed()
    {
        var variables = new Dictionary<string, string?> { ["DOTNET_HOST_PATH"] = "/host/dotnet", ["DOTNET_ROOT"] = "/told", ["PATH"] = "/bin::/opt/net" };
        List<string> there = ["/host/dotnet", "/told/dotnet", "/opt/net/dotnet", "/usr/lib/dotnet/dotnet"];
        while (there.Count > 0)
        {
            Assert.Equal(there[0], Dotnet.Find(variables.GetValueOrDefault, there.Contains));
            there.RemoveAt(0);
        }

        Assert.Null(Dotnet.Find(variables.GetValueOrDefault, there.Contains));
    }
}
