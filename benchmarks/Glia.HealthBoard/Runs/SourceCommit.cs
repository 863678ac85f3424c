using System.ComponentModel;
using System.Diagnostics;

namespace Glia.HealthBoard.Runs;

/// <summary>Which state of the source results come from.</summary>
internal static class SourceCommit
{
    /// <summary>The short name of the commit that is checked out, with a + where files of src or of this project differ from it; "unknown" without git.</summary>
    public static string Of(string root)
    {
        try
        {
            string name = Git(root, "rev-parse --short HEAD"), changed = Git(root, "status --porcelain -- src benchmarks/Glia.HealthBoard");
            return name.Length == 0 ? "unknown" : changed.Length > 0 ? name + "+" : name;
        }
        catch (Win32Exception)
        {
            return "unknown";
        }
    }

    private static string Git(string root, string arguments)
    {
        using Process git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = root, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        string said = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? said.Trim() : "";
    }
}
