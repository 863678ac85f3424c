namespace Glia.Launcher;

/// <summary>
/// Becomes one of the programs that lie beside it in the package: a native one, which starts at once, or the managed one, which reads every format. What was typed, the pipes, the signals and
/// the exit code are that program's: the process stays the same, and nothing was read or written before.
/// </summary>
internal static class Choice
{
    /// <summary>Returns only where none of the programs could be started.</summary>
    public static int Run(string[] args)
    {
        string folder = AppContext.BaseDirectory;
        string managed = Path.Combine(folder, "glia.dll");
        string? dotnet = Dotnet.Find();
        bool wantsManaged = ManagedWork.IsIn(args);
        if (wantsManaged && dotnet is not null)
        {
            Execution.Become(dotnet, ["dotnet", managed, .. args]);
        }

        // Without dotnet the native one says what it cannot do.
        foreach (string level in Processor.Levels())
        {
            Execution.Become(Path.Combine(folder, $"glia-{level}"), ["glia", .. args]);
        }

        if (!wantsManaged && dotnet is not null)
        {
            Execution.Become(dotnet, ["dotnet", managed, .. args]);
        }

        Console.Error.WriteLine(dotnet is null
            ? "glia: this processor needs the .NET runtime, and no 'dotnet' was found. Add its folder to PATH, or say where it is by DOTNET_ROOT."
            : $"glia: neither the programs in {folder} nor {dotnet} could be started.");
        return 1;
    }
}
