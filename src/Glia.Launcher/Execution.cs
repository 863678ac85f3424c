using System.Runtime.InteropServices;

namespace Glia.Launcher;

/// <summary>Another program in place of this one.</summary>
internal static partial class Execution
{
    /// <summary>Becomes a program, with this process's number, pipes and terminal; returns only if that cannot be.</summary>
    /// <param name="path">The program.</param>
    /// <param name="arguments">Its arguments, its name first.</param>
    public static void Become(string path, string[] arguments) => _ = Execute(path, [.. arguments, null]);

    [LibraryImport("libc", EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string path, string?[] arguments);
}
