using Glia.Tabular;

namespace Glia.Cli.Output;

/// <summary>Classification: label, then a column a class; regression: prediction; of several targets the same columns for each, with its name; and the spread of an ensemble where it is wanted.</summary>
internal sealed class PredictionCsv(TextWriter to, TabularModel model, bool spreads = false) : IPredictionWriter
{
    private readonly RowText _text = new(to);
    private readonly Dictionary<string, string> _labels = model.Classes.Concat(model.Targets.SelectMany(target => target.Classes)).Distinct(StringComparer.Ordinal).ToDictionary(name => name, Csv.Quote, StringComparer.Ordinal);

    public void Begin()
    {
        string[] fields = model.Task switch
        {
            TaskKind.Regression => ["prediction"],
            TaskKind.Multitarget => [.. model.Targets.Select(target => $"prediction_{target.Name}")],
            TaskKind.Multilabel => [.. model.Targets.SelectMany(target => new[] { $"label_{target.Name}", $"probability_{target.Name}" })],
            _ => ["label", .. model.Classes.Select(name => $"probability_{name}")],
        };
        string[] apart = !spreads ? [] : model.Targets.Count == 1 ? ["spread"] : [.. model.Targets.Select(target => $"spread_{target.Name}")];
        Csv.WriteRow(to, [.. fields, .. apart]);
    }

    public void Add(Prediction prediction)
    {
        int classes = prediction.Classes.Count;
        for (int row = 0; row < prediction.Rows; row++)
        {
            if (prediction.Targets.Count > 0)
            {
                AddTargets(prediction, row);
            }
            else if (classes == 0)
            {
                _text.Write(prediction.Values[row]);
            }
            else
            {
                _text.Write(_labels[prediction.Labels[row]]);
                for (int k = 0; k < classes; k++)
                {
                    _text.Write(',');
                    _text.Write(prediction.Probabilities[(row * classes) + k]);
                }
            }

            int targets = Math.Max(1, prediction.Targets.Count);
            for (int place = row * targets; spreads && place < (row + 1) * targets; place++)
            {
                _text.Write(',');
                _text.Write(prediction.Spread[place]);
            }

            _text.Write('\n');
        }
    }

    private void AddTargets(Prediction prediction, int row)
    {
        int width = prediction.Targets.Count;
        for (int place = row * width; place < (row + 1) * width; place++)
        {
            if (place > row * width)
            {
                _text.Write(',');
            }

            if (prediction.Labels.Count == 0)
            {
                _text.Write(prediction.Values[place]);
                continue;
            }

            _text.Write(_labels[prediction.Labels[place]]);
            _text.Write(',');
            _text.Write(prediction.Probabilities[place]);
        }
    }

    public void End(long rows) => _text.Flush();
}
