using System.Text;

namespace Glia.Cli.Settings;

/// <summary>A plan as a configuration file: every setting, also those that nobody changed, so that later defaults do not matter.</summary>
internal static class PlanYaml
{
    public static string Write(RunPlan plan, string? path)
    {
        var yaml = new StringBuilder();
        YamlWriter.Comment(yaml, path is null
            ? "Settings of glia train; what is left out has its default."
            : $"Repeats the run to the bit: glia train --config {path}");
        string group = "";
        foreach (Setting setting in SettingTable.All)
        {
            if (setting.Group != group)
            {
                group = setting.Group;
                yaml.Append('\n');
                YamlWriter.Comment(yaml, group);
            }

            YamlWriter.Write(yaml, setting.Name, setting.Get(plan));
        }

        return yaml.ToString();
    }
}
