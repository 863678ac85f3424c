namespace Glia.Cli.Settings;

/// <summary>One setting: the single source of its option, its line in files, its help and its place in the report.</summary>
/// <param name="Group">Heading it stands under.</param>
/// <param name="Name">Name in files; the option is the same with hyphens.</param>
/// <param name="ValueName">What stands for the value in help.</param>
/// <param name="Help">What it does.</param>
/// <param name="Get">Its value in a plan; null where it is not set.</param>
/// <param name="Set">The plan with a new value.</param>
internal sealed record Setting(
    string Group,
    string Name,
    string ValueName,
    string Help,
    Func<RunPlan, SettingValue?> Get,
    Func<RunPlan, SettingInput, RunPlan> Set)
{
    /// <summary>May be given several times: entries of a map.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>What the option means without a value; null where it wants one.</summary>
    public string? Alone { get; init; }

    /// <summary>Values that a shell may offer; others may do as well.</summary>
    public IReadOnlyList<string> Known { get; init; } = [];

    /// <summary>The option on the command line.</summary>
    public string Option => Names.Option(Name);
}
