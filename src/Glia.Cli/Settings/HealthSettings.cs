using Glia.Health.Causes;
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

    public static IReadOnlyList<Setting> All { get; } =
    [
        new(Group, "explain", "SECONDS", "Time to explain findings by replaying the training with one thing changed; auto: as long as it took, at most 60; 0: none",
            plan => SettingValue.Of(plan.Explain is { } seconds ? Names.Text(seconds) : Auto), (plan, input) => plan with { Explain = Seconds(input) }),
    ];

    /// <summary>What explaining may cost after a training; null for nothing.</summary>
    public static CauseOptions? Cost(RunPlan plan, TrainingResult result) =>
        (plan.Explain ?? Math.Clamp(result.Seconds, ShortestSearch, LongestSearch)) is > 0 and var seconds ? new CauseOptions { Seconds = seconds } : null;

    private static double? Seconds(SettingInput input) => input.Text() == Auto
        ? null
        : input.Number() is >= 0 and var seconds ? seconds : throw input.Wrong("auto, or seconds from 0", input.Text());
}
