using System.Diagnostics;
using System.Globalization;
using Glia.Cli;

namespace Glia.Fuzz;

/// <summary>One input given to a reader, and what became of it.</summary>
/// <param name="Fault">What must not happen; null where the input was read or refused in one sentence.</param>
/// <param name="Seconds">Time taken.</param>
internal readonly record struct Attempt(string? Fault, double Seconds)
{
    /// <summary>No file of some kilobytes takes a second; ten leave room for a busy machine.</summary>
    public const double MostSeconds = 10;

    /// <summary>Writes the input into a file and reads that.</summary>
    public static Attempt Of(Reader reader, byte[] input, string path)
    {
        File.WriteAllBytes(path, input);
        string? fault = null;
        long before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
        try
        {
            reader.Read(path);
        }
        catch (Exception refused) when (refused is GliaException or UsageException)
        {
            // In one sentence, as it should be.
        }
#pragma warning disable CA1031 // Anything else is what is searched for.
        catch (Exception wrong)
#pragma warning restore CA1031
        {
            fault = $"{wrong.GetType().Name}: {wrong.Message}\n{wrong.StackTrace}";
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        fault ??= bytes > reader.MostBytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20} MiB allocated for {input.Length} bytes") : null;
        fault ??= seconds > MostSeconds ? string.Create(CultureInfo.InvariantCulture, $"{seconds:F1} seconds for {input.Length} bytes") : null;
        return new Attempt(fault, seconds);
    }
}
