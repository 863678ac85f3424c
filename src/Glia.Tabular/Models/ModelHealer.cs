using Glia.Health;
using Glia.Health.Treatments;
using Glia.Networks;

namespace Glia.Tabular;

/// <summary>Heals a model on the table it was trained on: treatments are tried on copies of its network and judged by held rows.</summary>
public static class ModelHealer
{
    /// <summary>Heals. Rows are split as in the fit; treatments learn from the training rows and are judged by the validation rows (test rows where there are none).</summary>
    /// <param name="model">The model; stays as it is.</param>
    /// <param name="table">The rows, with the target.</param>
    /// <param name="options">Budget; null for the defaults.</param>
    /// <param name="progress">Hears of every treatment; may be null.</param>
    /// <param name="cancel">Ends it early with what has been found by then.</param>
    /// <returns>The healed model, or the one given where nothing was wrong or nothing helped; and what was tried, null where nothing was wrong.</returns>
    /// <exception cref="GliaException">The model has no record of its fit or one of streamed rows, there are no held rows, or the table does not fit the model.</exception>
    public static (TabularModel Model, HealResult? Result) Heal(
        TabularModel model, Table table, HealOptions? options = null, IProgress<Trial>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Members.Count > 1)
        {
            throw new GliaException($"The model is an ensemble of {model.Members.Count} networks, and this healing is of one. HealMembers treats each.");
        }

        (TabularModel healed, IReadOnlyList<HealResult?> results) = HealMembers(model, table, options, progress, cancel);
        return (healed, results[0]);
    }

    /// <summary>
    /// Heals every network of a model on its own: each is treated as <see cref="Heal"/> does, by its own seed and in an equal share of the seconds, and stays as it is where nothing helps it on the held rows. What makes
    /// a member better need not make the average better by as much: members that err alike gain less together.
    /// </summary>
    /// <param name="model">The model; stays as it is.</param>
    /// <param name="table">The rows, with the target.</param>
    /// <param name="options">Budget for all networks together; null for the defaults.</param>
    /// <param name="progress">Hears of every treatment; may be null.</param>
    /// <param name="cancel">Ends it early with what has been found by then.</param>
    /// <returns>The healed model, or the one given where no network has another; and what was tried with each, null where nothing was wrong with it.</returns>
    /// <exception cref="GliaException">As for one network.</exception>
    public static (TabularModel Model, IReadOnlyList<HealResult?> Results) HealMembers(
        TabularModel model, Table table, HealOptions? options = null, IProgress<Trial>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        RunRecord run = model.Run ?? throw new GliaException("The model has no record of how it was trained, so it cannot be trained on. Heal the .glia file that glia train wrote.");
        if (run.IsStreamed)
        {
            throw new GliaException("The model was trained from streamed rows, and treatments are tried in memory, where the rows are split otherwise. Train it without memory, on fewer rows, to heal it.");
        }

        (FitPart train, FitPart validation, FitPart test) = Parts(model, run, table);
        FitPart held = validation.Set is null ? test : validation;
        if (train.Set is null || held.Set is null)
        {
            throw new GliaException($"{table.Source} leaves no rows to judge treatments by; train with --validation or --test above 0, or give more rows.");
        }

        options ??= new HealOptions();
        var healer = new Healer(options with { Seconds = options.Seconds / model.Members.Count });
        var results = new HealResult?[model.Members.Count];
        var reports = new HealthReport[results.Length];
        for (int i = 0; i < results.Length; i++)
        {
            // The report of an ensemble is of all members together; each is looked at by itself.
            reports[i] = (results.Length == 1 ? model.Health : null) ?? Examine(model.Members[i], train, validation, test);
            if (reports[i].Findings.Count > 0)
            {
                TrainingOptions training = run.Members is { Count: > 0 } members ? run.Training with { Seed = members[i].Seed } : run.Training;
                results[i] = healer.Heal(new Patient(model.Members[i], training, Loss.Parse(run.Loss), train.Set, held.Set, reports[i]), progress, cancel);
                reports[i] = results[i]!.Health;
            }
        }

        return (Array.TrueForAll(results, result => result?.Kept is null) ? model : Healed(model, run, results, reports, [train, validation, test]), results);
    }

    private static (FitPart Train, FitPart Validation, FitPart Test) Parts(TabularModel model, RunRecord run, Table table)
    {
        Table known = Schema.Labelled(table, model.TargetNames, out _);
        double[]? weights = TargetData.Weights(known, model.Schema);
        var targets = new TargetRows(known, model.Schema, model.Scale.Link);
        Split split = targets.Split(run.Options);
        double[]? classWeights = ClassWeights.Of(run.Options, model.Schema, k => targets.Count(split.Train, 0, k));
        return (Part("train", split.Train), Part("validation", split.Validation), Part("test", split.Test));

        FitPart Part(string name, IReadOnlyList<int> rows) => FitPart.Make(
            name, known.Select([.. rows]), new PartTargets(targets.Pick(rows, model.Scale), weights is null ? null : [.. rows.Select(row => weights[row])], classWeights), model.Preprocessor);
    }

    /// <summary>All rows together: the more rows, the surer the verdict on a silent unit.</summary>
    private static HealthReport Examine(Network network, params FitPart[] parts)
    {
        float[] x = [.. parts.Where(part => part.Set is not null).SelectMany(part => part.Set!.X.ToArray())];
        return HealthExam.Examine(network, x, x.Length / network.Inputs);
    }

    private static TabularModel Healed(TabularModel model, RunRecord run, HealResult?[] results, HealthReport[] reports, FitPart[] parts)
    {
        Network[] networks = [.. results.Select((result, i) => result?.Kept is null ? model.Members[i] : result.Network)];
        HealthReport? health = EnsembleHealth.Of(reports);
        // The temperature was that of the network before.
        CalibrationOutcome calibrated = Calibration.Of(run.Options, networks, model.Schema, model.Scale, parts[1], parts[2]);
        TabularModel healed = new ModelParts(model.Schema, model.Preprocessor, networks[0], calibrated.Scale, null, health) { Others = networks[1..] }.Assemble();
        RunRecord described = run.Of(networks), record = described with
        {
            Members = described.Members is { } members ? [.. members.Select((member, i) => results[i]?.Kept is null ? member : member with { Evaluation = Scores(networks[i]) })] : null,
            Evaluation = Evaluations(healed),
            Residuals = FitReport.Residuals(healed, parts),
            ResidualsByTarget = FitReport.ResidualsByTarget(healed, parts),
            Calibration = calibrated.Record,
            CalibrationByTarget = calibrated.ByTarget,
        };
        return new ModelParts(model.Schema, model.Preprocessor, networks[0], calibrated.Scale, record, health) { Others = networks[1..] }.Assemble();

        Dictionary<string, Evaluation> Scores(Network network) => Evaluations(TabularModel.Create(model.Schema, model.Preprocessor, network, calibrated.Scale));

        Dictionary<string, Evaluation> Evaluations(TabularModel of) => parts.Where(part => part.Table.Rows > 0).ToDictionary(part => part.Name, part => of.Evaluate(part.Table), StringComparer.Ordinal);
    }
}
