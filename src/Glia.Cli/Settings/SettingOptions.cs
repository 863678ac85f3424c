using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;

namespace Glia.Cli.Settings;

/// <summary>Settings as options of a command: made from the table, read back as inputs.</summary>
internal sealed class SettingOptions
{
    private readonly List<(Setting Setting, Option<string[]> Option)> _options = [];

    /// <param name="command">The command that gets the options.</param>
    /// <param name="settings">The settings it takes.</param>
    public SettingOptions(Command command, IEnumerable<Setting> settings)
    {
        var defaults = new RunPlan();
        foreach (Setting setting in settings)
        {
            string usual = setting.Get(defaults)?.Show() ?? "";
            var option = new Option<string[]>(setting.Option)
            {
                Description = usual.Length == 0 ? setting.Help : $"{setting.Help} [{usual}]",
                HelpName = setting.ValueName,
                Arity = setting.Alone is null ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore,
                AllowMultipleArgumentsPerToken = false,
            };
            option.CompletionSources.Add(_ => setting.Known.Select(value => new CompletionItem(value)));
            command.Add(option);
            _options.Add((setting, option));
        }
    }

    /// <summary>What was written on the command line.</summary>
    public Dictionary<string, SettingInput> Read(ParseResult parsed)
    {
        var inputs = new Dictionary<string, SettingInput>(StringComparer.Ordinal);
        foreach ((Setting setting, Option<string[]> option) in _options)
        {
            if (parsed.GetResult(option) is OptionResult { Implicit: false })
            {
                string[] texts = parsed.GetValue(option) ?? [];
                inputs.Add(setting.Name, new SettingInput(setting.Option, texts.Length == 0 && setting.Alone is { } alone ? [alone] : texts));
            }
        }

        return inputs;
    }
}
