using Glia.MLNet.Data;
using Glia.Tabular;
using Microsoft.ML.Data;

namespace Glia.MLNet.Scoring;

/// <summary>From a vector of features to a prediction: what <see cref="Preprocessor.Transform(Table)"/> does to a column of numbers, then the network. Immutable.</summary>
internal sealed class Scorer
{
    private readonly TabularModel _model;
    private readonly (int Slot, NumberFeature Feature)[] _inputs;
    private readonly int[] _keys;
    private readonly LabelColumn _label;

    public Scorer(TabularModel model, string[] slots, LabelColumn label)
    {
        (_model, _label) = (model, label);
        _inputs = [.. model.Preprocessor.Features.Select(f => (Array.IndexOf(slots, f.Name), f as NumberFeature
            ?? throw new GliaException($"The model takes column '{f.Name}' as a category; ML.NET's features are numbers.")))];
        if (Array.Exists(_inputs, i => i.Slot < 0))
        {
            throw new GliaException("The model file is damaged: the network has inputs that the features lack.");
        }

        _keys = label.Task is TaskKind.Multiclass ? [.. model.Classes.Select(LabelColumn.KeyOf)] : [];
        if (Array.Exists(_keys, key => key < 0 || key >= label.Keys))
        {
            throw new GliaException("The model file is damaged: the network has classes that the label lacks.");
        }
    }

    /// <summary>Predicts a row.</summary>
    /// <param name="features">The features.</param>
    /// <param name="work">Memory, one a cursor.</param>
    public void Score(in VBuffer<float> features, Work work)
    {
        features.CopyTo(work.Features);
        int at = 0;
        foreach ((int slot, NumberFeature feature) in _inputs)
        {
            double value = work.Features[slot];
            bool missing = double.IsNaN(value);
            work.Inputs[at++] = (float)(((missing ? feature.Median : value) - feature.Center) * feature.Scale);
            if (feature.HasIndicator)
            {
                work.Inputs[at++] = missing ? 1 : 0;
            }
        }

        int members = _model.Members.Count;
        _model.PredictAll(work.Inputs, 1, work.Outputs);
        if (_label.Task is TaskKind.Regression)
        {
            work.Score = (float)work.Outputs.Average(((RegressionModel)_model).Value);
            return;
        }

        (int[] classes, float[] probabilities) = ClassificationModel.Decide(work.Outputs, _model.Schema, _model.Scale, members);
        int chosen = classes[0];
        if (_label.Task is TaskKind.Binary)
        {
            // Several networks have no logit together but that of their mean probability.
            float score = members == 1 ? work.Outputs[0] : (float)(Math.Log(probabilities[1]) - Math.Log(probabilities[0]));
            (work.Score, work.Probability, work.IsTrue) = (score, probabilities[1], chosen == 1);
            return;
        }

        // A key without rows in the fit has no output: its probability is 0.
        for (int k = 0; k < _keys.Length; k++)
        {
            work.Scores[_keys[k]] = probabilities[k];
        }

        work.Key = (uint)(_keys[chosen] + 1);
    }

    /// <summary>Memory of one cursor, and the prediction of its row.</summary>
    public Work NewWork(int slots) => new(slots, _model.Preprocessor.Width, _model.Members.Count * _model.Network.Outputs, _label.Keys);

    /// <summary>Memory of one cursor.</summary>
    /// <param name="slots">Features.</param>
    /// <param name="inputs">Inputs of the network.</param>
    /// <param name="outputs">Its outputs, or those of every network.</param>
    /// <param name="keys">Keys of the label.</param>
    internal sealed class Work(int slots, int inputs, int outputs, int keys)
    {
        public float[] Features { get; } = new float[slots];

        public float[] Inputs { get; } = new float[inputs];

        public float[] Outputs { get; } = new float[outputs];

        public float[] Scores { get; } = new float[keys];

        public float Score { get; set; }

        public float Probability { get; set; }

        public bool IsTrue { get; set; }

        public uint Key { get; set; }
    }
}
