namespace Glia.Cli.Settings;

/// <summary>All settings of <c>glia train</c>, in the order of files, help and report.</summary>
internal static class SettingTable
{
    public static IReadOnlyList<Setting> All { get; } = [.. DataSettings.All, .. NetworkSettings.All, .. LearningSettings.All, .. HealthSettings.All];

    /// <summary>A plan with what the inputs say; the later of two wins.</summary>
    public static RunPlan Apply(RunPlan plan, IReadOnlyDictionary<string, SettingInput> inputs)
    {
        foreach (Setting setting in All)
        {
            if (inputs.TryGetValue(setting.Name, out SettingInput? input))
            {
                plan = setting.Set(plan, input);
            }
        }

        return plan;
    }
}
