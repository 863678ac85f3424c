using Glia.Tabular;

namespace Glia.Cli.Output;

/// <summary>Classification: label, then a column a class; regression: prediction; and the spread of an ensemble where it is wanted.</summary>
internal sealed class PredictionCsv(TextWriter to, TabularModel model, bool spreads = false) : IPredictionWriter
{
    private readonly RowText _text = new(to);
    private readonly Dictionary<string, string> _labels = model.Classes.ToDictionary(name => name, Csv.Quote, StringComparer.Ordinal);

    public void Begin()
    {
        string[] fields = model.Task is TaskKind.Regression ? ["prediction"] : ["label", .. model.Classes.Select(name => $"probability_{name}")];
        Csv.WriteRow(to, spreads ? [.. fields, "spread"] : fields);
    }

    public void Add(Prediction prediction)
    {
        int classes = prediction.Classes.Count;
        for (int row = 0; row < prediction.Rows; row++)
        {
            if (classes == 0)
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

            if (spreads)
            {
                _text.Write(',');
                _text.Write(prediction.Spread[row]);
            }

            _text.Write('\n');
        }
    }

    public void End(long rows) => _text.Flush();
}
