using Glia.Health;
using Glia.Health.Causes;
using Glia.Networks;

namespace Glia.Tabular;

/// <summary>What belongs to one call of a fit and decides nothing about its result: who watches, and where checkpoints are.</summary>
public sealed record FitRun
{
    /// <summary>Gets who watches every step.</summary>
    public IReadOnlyList<IStepObserver> Observers { get; init; } = [];

    /// <summary>Gets a value indicating whether every unit is watched, so that the model has a health report; this costs little and changes no weight.</summary>
    public bool Watch { get; init; } = true;

    /// <summary>Gets the monitor that watches, to look at meanwhile or to have other thresholds; null: one is made.</summary>
    public HealthMonitor? Monitor { get; init; }

    /// <summary>
    /// Gets what explaining findings by experiments may cost, told how the training went; null, or a null answer: nothing is explained. A training that was
    /// cancelled is not.
    /// </summary>
    public Func<TrainingResult, CauseOptions?>? Explain { get; init; }

    /// <summary>Gets who is told how far explaining is; null: nobody. Calls come from the threads of experiments.</summary>
    public IProgress<CauseProgress>? ExplainProgress { get; init; }

    /// <summary>Gets the seconds that proofs for units that look dead may take after the training; 0: none. No weight depends on it.</summary>
    public double CertifySeconds { get; init; }

    /// <summary>Gets where the training writes checkpoints it can go on from; null: none, or <see cref="ResumeFrom"/>.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Gets how many epochs lie between checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 1;

    /// <summary>
    /// Gets the checkpoint of an interrupted fit to go on from. Table, target and options have to be the same; the result is then the same to the
    /// bit as if there had been no interruption.
    /// </summary>
    public string? ResumeFrom { get; init; }

    /// <summary>Where a network of an ensemble has its checkpoint: the first at the path itself, the second at path.2, and so on.</summary>
    /// <param name="path">The path told.</param>
    /// <param name="member">The network, from 0.</param>
    /// <returns>Its path.</returns>
    public static string CheckpointOf(string path, int member) => member == 0 ? path : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}.{member + 1}");

    /// <summary>
    /// Gets the model whose weights, columns and classes the fit starts from (warm start, fine-tuning); null: the network is drawn anew. Hidden layers of the
    /// options do not count then, and scaling and categories stay the model's. Of an ensemble every network goes on, and <see cref="FitOptions.Ensemble"/> has to be as large.
    /// </summary>
    public TabularModel? StartFrom { get; init; }

    /// <summary>Gets the file of weights (see <see cref="WeightFile"/>) that the network of the options, or every one of an ensemble, starts from; null: they are drawn.</summary>
    public string? StartWeights { get; init; }

    /// <summary>
    /// Gets where the prepared rows of a table larger than memory are kept while the fit lasts; null: a file in the folder for temporary files. They take
    /// 4 bytes an input and row.
    /// </summary>
    public string? SpoolPath { get; init; }

    /// <summary>Gets what is called once before the first step, when everything is decided.</summary>
    public Action<FitPlan>? Planned { get; init; }

    /// <summary>Gets where times come from; nothing else depends on them.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
