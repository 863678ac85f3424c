using Glia.Tabular;

namespace Glia.Cli.Settings;

/// <summary>Everything that decides a run of <c>glia train</c>: the same plan gives the same weights.</summary>
internal sealed record RunPlan
{
    /// <summary>The table; null until somebody says.</summary>
    public string? Data { get; init; }

    /// <summary>The columns to learn, as told; empty until somebody says.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The columns to learn in words; null until somebody says.</summary>
    public string? Target => Targets.Count == 0 ? null : TargetNames.InWords(Targets);

    /// <summary>The model or the weights that the training starts from; null: weights are drawn.</summary>
    public string? From { get; init; }

    /// <summary>The folder to write into.</summary>
    public string Out { get; init; } = "glia-run";

    /// <summary>The most seconds for experiments that explain findings; 0: none, null: by the time that training took.</summary>
    public double? Explain { get; init; }

    /// <summary>The most seconds for treatments when something is found; 0: none, null: by the time that training took.</summary>
    public double? Heal { get; init; } = 0;

    public FitOptions Fit { get; init; } = new();

    public TableOptions Table { get; init; } = new();
}
