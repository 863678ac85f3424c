#if !NATIVE
using Glia.Tabular;
#endif

namespace Glia.Cli;

/// <summary>The table formats of the command: all of them, or in the native program those that need no package.</summary>
internal static class Formats
{
    public static void Register()
    {
#if !NATIVE
        FileFormats.Register();
        SqlFormats.Register();
#endif
    }
}
