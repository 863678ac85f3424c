using System.Globalization;
using Glia.Health.Causes;
using Glia.Health.Treatments;
using Glia.Networks;

namespace Glia.Cli.Settings;

/// <summary>What is done about findings of health.</summary>
internal static class HealthSettings
{
    private const string Group = "Health";

    private const string Auto = "auto";

    /// <summary>Unless told, the search for causes takes about as long as training took, but at least this long: starting takes its time, too.</summary>
    private const double ShortestSearch = 5;

    /// <summary>And at most this long.</summary>
    private const double LongestSearch = 60;

    /// <summary>Some ten treatments are each trained as long as the training was: unless told, healing may take ten times as long as training took, but at least this long.</summary>
    private const double ShortestHealing = 20;

    /// <summary>And at most this long.</summary>
    private const double LongestHealing = 300;

    private const double TrainingsOfHealing = 10;

    public static IReadOnlyList<Setting> All { get; } =
    [
        new(Group, "explain", "SECONDS", "Time to explain findings by replaying the training with one thing changed; auto, also without a value: as long as it took, at most 60; 0: none",
            plan => SettingValue.Of(Text(plan.Explain)), (plan, input) => plan with { Explain = Seconds(input) }) { Alone = Auto },
        new(Group, "heal", "SECONDS", "Time to try treatments on a network with findings and keep the best; auto, also without a value: ten times as long as it took, at most 300; 0: none",
            plan => SettingValue.Of(Text(plan.Heal)), (plan, input) => plan with { Heal = Seconds(input) }) { Alone = Auto },
    ];

    /// <summary>What explaining may cost after a training; null for nothing.</summary>
    public static CauseOptions? Cost(RunPlan plan, TrainingResult result) =>
        (plan.Explain ?? Math.Clamp(result.Seconds, ShortestSearch, LongestSearch)) is > 0 and var seconds ? new CauseOptions { Seconds = seconds } : null;

    /// <summary>What healing may cost after a training; null for nothing.</summary>
    public static HealOptions? HealCost(RunPlan plan, double trainingSeconds) =>
        (plan.Heal ?? Math.Clamp(TrainingsOfHealing * trainingSeconds, ShortestHealing, LongestHealing)) is > 0 and var seconds ? new HealOptions { Seconds = seconds } : null;

    private static string Text(double? seconds) => seconds is { } value ? Names.Text(value) : Auto;

    /// <summary>An option that may stand alone takes the word behind it: a table there is taken for its value.</summary>
    private static double? Seconds(SettingInput input) => input.Text() switch
    {
        Auto => null,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds >= 0 && double.IsFinite(seconds) => seconds,
        string text when File.Exists(text) => throw input.Wrong($"auto, or seconds from 0 (a table stands in front of {input.Where})", text),
        string text => throw input.Wrong("auto, or seconds from 0", text),
    };
}
