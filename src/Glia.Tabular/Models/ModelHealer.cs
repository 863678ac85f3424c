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
        ArgumentNullException.ThrowIfNull(table);
        _ = model.Single("healing");
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

        HealthReport health = model.Health ?? Examine(model.Network, train, validation, test);
        if (health.Findings.Count == 0)
        {
            return (model, null);
        }

        var patient = new Patient(model.Network, run.Training, Loss.Parse(run.Loss), train.Set, held.Set, health);
        HealResult result = new Healer(options).Heal(patient, progress, cancel);
        return (result.Kept is null ? model : Healed(model, run, result, [train, validation, test]), result);
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

    private static TabularModel Healed(TabularModel model, RunRecord run, HealResult result, FitPart[] parts)
    {
        // The temperature was that of the network before.
        CalibrationOutcome calibrated = Calibration.Of(run.Options, [result.Network], model.Schema, model.Scale, parts[1], parts[2]);
        TabularModel healed = new ModelParts(model.Schema, model.Preprocessor, result.Network, calibrated.Scale, null, result.Health).Assemble();
        RunRecord record = run with
        {
            Layers = [.. result.Network.Layers.Select(FitReport.Describe)],
            Parameters = result.Network.Parameters.Sum(parameter => (long)parameter.Length),
            Evaluation = parts.Where(part => part.Table.Rows > 0).ToDictionary(part => part.Name, part => healed.Evaluate(part.Table), StringComparer.Ordinal),
            Residuals = FitReport.Residuals(healed, parts),
            ResidualsByTarget = FitReport.ResidualsByTarget(healed, parts),
            WeightsSha256 = result.Network.WeightsSha256(),
            Calibration = calibrated.Record,
            CalibrationByTarget = calibrated.ByTarget,
        };
        return new ModelParts(model.Schema, model.Preprocessor, result.Network, calibrated.Scale, record, result.Health).Assemble();
    }
}
