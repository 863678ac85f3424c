using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Glia.Benchmarks.Comparison;

/// <summary>What results are kept by.</summary>
internal static class Machine
{
    /// <summary>Gets the processor's name as the operating system gives it.</summary>
    public static string Name { get; } = ReadName();

    /// <summary>Gets the widest vectors in use.</summary>
    public static string Lanes { get; } =
        Vector512.IsHardwareAccelerated ? "512 bits" : Vector256.IsHardwareAccelerated ? "256 bits" : Vector128.IsHardwareAccelerated ? "128 bits" : "scalar";

    /// <summary>Gets the name and the vectors, fit for a file's name.</summary>
    public static string Short { get; } =
        string.Concat($"{Name} {Lanes}".ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');

    private static string ReadName()
    {
        const string File = "/proc/cpuinfo";
        string? line = System.IO.File.Exists(File)
            ? System.IO.File.ReadLines(File).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line is null ? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..].Trim();
    }
}
