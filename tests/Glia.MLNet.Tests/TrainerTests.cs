using Glia.Networks;
using Glia.Tabular;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Glia.MLNet.Tests;

/// <summary>The three trainers among ML.NET's own: transforms before and behind, evaluators, cross-validation, prediction engines.</summary>
public sealed class TrainerTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Many_classes_in_a_pipeline_with_key_mapping_and_evaluator()
    {
        IDataView data = Views.View(_context);
        var pipeline = _context.Transforms.Conversion.MapValueToKey("Label")
            .Append(_context.MulticlassClassification.Trainers.Glia(fit: Views.Quick))
            .Append(_context.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        var model = pipeline.Fit(data);
        IDataView scored = model.Transform(data);
        MulticlassClassificationMetrics metrics = _context.MulticlassClassification.Evaluate(scored);
        Assert.InRange(metrics.MicroAccuracy, 0.9, 1);
        Assert.InRange(metrics.LogLoss, 0, 0.3);
        string[] predicted = [.. scored.GetColumn<string>("PredictedLabel")];
        string[] actual = [.. Views.Iris().Select(r => r.Label)];
        Assert.Equal(metrics.MicroAccuracy, predicted.Zip(actual).Count(p => p.First == p.Second) / (double)actual.Length, 12);
        Assert.All(Views.Scores(scored), p => Assert.Equal(1, p.Sum(), 5));
    }

    [Fact]
    public void The_same_bits_as_the_trainer_behind_it()
    {
        IDataView data = Views.View(_context);
        IDataView keyed = _context.Transforms.Conversion.MapValueToKey("Label").Fit(data).Transform(data);
        GliaTransformer fitted = _context.MulticlassClassification.Trainers.Glia(fit: Views.Quick).Fit(keyed);
        FlowerRow[] rows = Views.Iris();
        Table table = Table.FromColumns(
            [.. Enumerable.Range(0, 4).Select(i => ($"Features_{i}", (object)rows.Select(r => (double)r.Features[i]).ToArray())), ("Label", keyed.GetColumn<uint>("Label").Select(k => (double)k).ToArray())]);
        TabularModel native = Learner.Fit(table, "Label", Views.Quick with { Test = 0, Task = TaskChoice.Multiclass, Columns = Enumerable.Range(0, 4).ToDictionary(i => $"Features_{i}", _ => ColumnKind.Number) }, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(native.Network.WeightsSha256(), fitted.Model.Network.WeightsSha256());
        float[] expected = [.. native.Predict(table).Probabilities];
        Assert.Equal(Views.Text(expected), Views.Text([.. Views.Scores(fitted.Transform(keyed)).SelectMany(p => p)]));
    }

    [Fact]
    public void Two_classes_have_score_probability_and_label_as_evaluators_want_them()
    {
        IDataView data = Views.View(_context);
        GliaTransformer model = _context.BinaryClassification.Trainers.Glia(nameof(FlowerRow.IsFirst), fit: Views.Quick).Fit(data);
        IDataView scored = model.Transform(data);
        Assert.Equal(["PredictedLabel", "Score", "Probability"], scored.Schema.TakeLast(3).Select(c => c.Name));
        CalibratedBinaryClassificationMetrics metrics = _context.BinaryClassification.Evaluate(scored, nameof(FlowerRow.IsFirst));
        Assert.InRange(metrics.Accuracy, 0.95, 1);
        Assert.InRange(metrics.AreaUnderRocCurve, 0.95, 1);
        Assert.InRange(metrics.LogLoss, 0, 0.4);
        bool[] label = [.. scored.GetColumn<bool>("PredictedLabel")];
        float[] score = [.. scored.GetColumn<float>("Score")], probability = [.. scored.GetColumn<float>("Probability")];
        Assert.Equal(label, probability.Select(p => p >= 0.5f));
        Assert.Equal(label, score.Select(s => s >= 0));
    }

    [Fact]
    public void A_number_is_predicted_in_its_unit()
    {
        IDataView data = Views.View(_context);
        IDataView scored = _context.Regression.Trainers.Glia(nameof(FlowerRow.Number), fit: Views.Quick).Fit(data).Transform(data);
        Assert.InRange(_context.Regression.Evaluate(scored, nameof(FlowerRow.Number)).RSquared, 0.8, 1);
    }

    [Fact]
    public void An_ensemble_predicts_the_mean_of_its_networks()
    {
        IDataView data = Views.View(_context);
        GliaTransformer two = _context.BinaryClassification.Trainers.Glia(nameof(FlowerRow.IsFirst), fit: Views.Quick with { Ensemble = 2 }).Fit(data);
        Assert.Equal(2, two.Model.Members.Count);
        float[] probability = [.. two.Transform(data).GetColumn<float>("Probability")], score = [.. two.Transform(data).GetColumn<float>("Score")];
        Assert.All(probability.Zip(score), pair => Assert.Equal(pair.First, 1 / (1 + Math.Exp(-pair.Second)), 1e-5));
        FlowerRow[] rows = Views.Iris();
        Table table = Table.FromColumns([.. Enumerable.Range(0, 4).Select(i => ($"Features_{i}", (object)rows.Select(r => (double)r.Features[i]).ToArray()))]);
        Assert.Equal(two.Model.Predict(table).Probabilities.Where((_, i) => i % 2 == 1), probability);

        GliaTransformer number = _context.Regression.Trainers.Glia(nameof(FlowerRow.Number), fit: Views.Quick with { Ensemble = 2 }).Fit(data);
        Assert.Equal(number.Model.Predict(table).Values.Select(value => (float)value), number.Transform(data).GetColumn<float>("Score"));
    }

    [Fact]
    public void Cross_validation_splits_fits_and_scores()
    {
        IDataView data = Views.View(_context);
        var pipeline = _context.Transforms.Conversion.MapValueToKey("Label").Append(_context.MulticlassClassification.Trainers.Glia(fit: Views.Quick));
        var folds = _context.MulticlassClassification.CrossValidate(data, pipeline, numberOfFolds: 3);
        Assert.Equal(3, folds.Count);
        Assert.All(folds, fold => Assert.InRange(fold.Metrics.MicroAccuracy, 0.8, 1));
    }

    [Fact]
    public void Permutation_importance_finds_the_feature_that_tells()
    {
        IDataView data = Views.View(_context);
        GliaTransformer model = _context.Regression.Trainers.Glia(nameof(FlowerRow.Number), fit: Views.Quick).Fit(data);
        var importance = _context.Regression.PermutationFeatureImportance(model, model.Transform(data), nameof(FlowerRow.Number));
        Assert.Equal(1, importance.Select((m, i) => (m.RSquared.Mean, i)).Min().i);
    }

    [Fact]
    public void A_prediction_engine_scores_one_row_after_the_other()
    {
        IDataView data = Views.View(_context);
        var pipeline = _context.Transforms.Conversion.MapValueToKey("Label").Append(_context.MulticlassClassification.Trainers.Glia(fit: Views.Quick))
            .Append(_context.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        var model = pipeline.Fit(data);
        using PredictionEngine<FlowerRow, Predicted> engine = _context.Model.CreatePredictionEngine<FlowerRow, Predicted>(model);
        float[][] expected = Views.Scores(model.Transform(data));
        FlowerRow[] rows = Views.Iris();
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.Equal(Views.Text(expected[i]), Views.Text(engine.Predict(rows[i]).Score));
        }
    }

    [Fact]
    public void Estimators_behind_it_find_the_promised_columns()
    {
        IDataView data = Views.View(_context);
        var chain = _context.Transforms.Conversion.MapValueToKey("Label").Append(_context.MulticlassClassification.Trainers.Glia(fit: Views.Quick))
            .Append(_context.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel")).Append(_context.Transforms.NormalizeMinMax("Score"));
        Assert.Contains(chain.Fit(data).Transform(data).Schema, c => c.Name == "Name");

        // A chain looks at the promise before anything is fitted.
        var wrong = _context.MulticlassClassification.Trainers.Glia("No such label").Append(_context.Transforms.NormalizeMinMax("Score"));
        Assert.ThrowsAny<Exception>(() => wrong.Fit(data));
    }

    [Fact]
    public void Progress_is_told_and_cancelling_keeps_the_best_so_far()
    {
        IDataView data = Views.View(_context);
        using var cancel = new CancellationTokenSource();
        var epochs = new List<EpochRecord>();
        GliaTransformer model = _context.Regression.Trainers.Glia(new GliaTrainerOptions
        {
            LabelColumnName = nameof(FlowerRow.Number),
            Fit = Views.Quick with { Epochs = 1000, Patience = 0 },
            Progress = new Told(epoch =>
            {
                epochs.Add(epoch);
                if (epoch.Epoch == 5)
                {
                    cancel.Cancel();
                }
            }),
            Cancel = cancel.Token,
        }).Fit(data);
        Assert.InRange(epochs.Count, 5, 6);
        Assert.Equal("cancelled", model.Model.Run!.StopReason);
        Assert.NotNull(model.Health);
    }

    [Fact]
    public void Weights_count()
    {
        FlowerRow[] rows = Views.Iris();
        foreach (FlowerRow row in rows)
        {
            row.Weight = row.IsFirst ? 0.001f : 1;
        }

        IDataView data = Views.View(_context, rows);
        string With(string? weight) => _context.Regression.Trainers.Glia(nameof(FlowerRow.Number), exampleWeightColumnName: weight, fit: Views.Quick).Fit(data).Model.Network.WeightsSha256();
        Assert.NotEqual(With(null), With(nameof(FlowerRow.Weight)));
        Assert.Equal(With(nameof(FlowerRow.Weight)), With(nameof(FlowerRow.Weight)));
    }

    [Fact]
    public void Health_comes_with_the_fit()
    {
        IDataView data = Views.View(_context);
        var chain = _context.Transforms.CopyColumns("Copy", "Features").Append(_context.Regression.Trainers.Glia(nameof(FlowerRow.Number), fit: new FitOptions { Hidden = [20], LearningRate = 3, Epochs = 20, Activation = "relu" }));
        TransformerChain<GliaTransformer> model = chain.Fit(data);
        Assert.NotEmpty(model.LastTransformer.Health!.Layers);
        Assert.NotEmpty(model.LastTransformer.Health.Findings);
    }

    private sealed class Told(Action<EpochRecord> tell) : IProgress<EpochRecord>
    {
        public void Report(EpochRecord value) => tell(value);
    }
}
