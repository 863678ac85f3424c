using System.Runtime.InteropServices;

namespace Glia.Tabular;

/// <summary>Finds DuckDB's own library, which is 40 to 110 MB a platform and so not shipped: where the environment says, else where the system looks.</summary>
internal static class DuckDbLibrary
{
    public const string Variable = "GLIA_DUCKDB";

    private static readonly Lock Turn = new();
    private static bool Found;

    /// <summary>Loads it, or says how to get it. (Whoever asks the provider first gets an exception of another kind every time.)</summary>
    /// <param name="path">The table that is wanted, for the message.</param>
    public static void Load(string path)
    {
        lock (Turn)
        {
            if (Found)
            {
                return;
            }

            var provider = typeof(DuckDB.NET.Native.NativeMethods).Assembly;
            if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } told)
            {
                if (!NativeLibrary.TryLoad(told, out nint library))
                {
                    throw new GliaException($"{Variable} is {told}, which cannot be loaded as a library.");
                }

                NativeLibrary.SetDllImportResolver(provider, (name, _, _) => name.Contains("duckdb", StringComparison.OrdinalIgnoreCase) ? library : IntPtr.Zero);
            }
            else if (!NativeLibrary.TryLoad("duckdb", provider, null, out _))
            {
                throw new GliaException($"{path} needs DuckDB's library, which is not here. Get libduckdb (duckdb.org, or the package DuckDB.NET.Bindings.Full) and set {Variable} to its path.");
            }

            Found = true;
        }
    }
}
