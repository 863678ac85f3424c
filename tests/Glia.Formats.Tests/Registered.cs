using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Glia.Tabular.Tests;

/// <summary>Makes all formats known before the first test, and DuckDB's library found.</summary>
internal static class Registered
{
    [ModuleInitializer]
    internal static void Register()
    {
        string runtimes = typeof(Registered).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "DuckDbRuntimes").Value!;
        (string folder, string file) = OperatingSystem.IsWindows() ? ($"win-{Architecture}", "duckdb.dll")
            : OperatingSystem.IsMacOS() ? ("osx", "libduckdb.dylib")
            : ($"linux-{Architecture}", "libduckdb.so");
        Environment.SetEnvironmentVariable("GLIA_DUCKDB", Path.Combine(runtimes, folder, "native", file));
        FileFormats.Register();
        SqlFormats.Register();
    }

    private static string Architecture => RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "x64";
}
