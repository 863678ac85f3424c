namespace Glia.Launcher;

/// <summary>What this processor can do, in the levels that native programs are made for.</summary>
internal static class Processor
{
    // https://gitlab.com/x86-psABIs/x86-64-ABI: the names of Linux for the instructions that a level adds to the one before.
    private static readonly string[] Third = ["avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe"];
    private static readonly string[] Fourth = ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"];

    /// <summary>The levels above the second, the best first. The variables with which .NET does without instructions count here, too.</summary>
    public static IEnumerable<string> Levels() => Levels(Flags(), Environment.GetEnvironmentVariable);

    /// <summary>The same of any processor.</summary>
    public static IEnumerable<string> Levels(IReadOnlyCollection<string> flags, Func<string, string?> variable)
    {
        bool IsOff(string name) => variable($"DOTNET_{name}") == "0";
        bool isThird = Third.All(flags.Contains) && !IsOff("EnableHWIntrinsic") && !IsOff("EnableAVX") && !IsOff("EnableAVX2");
        string[] levels = !isThird ? [] : Fourth.All(flags.Contains) && !IsOff("EnableAVX512") ? ["x64-v4", "x64-v3"] : ["x64-v3"];
        return levels;
    }

    // The system names only what it saves when it switches threads, which the processor's own answer does not tell. The first processor's flags are in the first few thousand letters;
    // asking for those of all of them would take long on a large machine.
    private static string[] Flags()
    {
        try
        {
            byte[] bytes = new byte[1 << 13];
            using var file = new FileStream("/proc/cpuinfo", FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            string text = System.Text.Encoding.ASCII.GetString(bytes, 0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
            return text.Split('\n').FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))?.Split(' ') ?? [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
