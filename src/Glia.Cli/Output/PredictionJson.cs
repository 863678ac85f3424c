using System.Text;
using System.Text.Json;
using Glia.Cli.Settings;
using Glia.Tabular;

namespace Glia.Cli.Output;

/// <summary>One JSON object; the number of rows comes last, since it is known last.</summary>
internal sealed class PredictionJson : IPredictionWriter, IDisposable
{
    private const int Often = 1 << 16;
    private readonly MemoryStream _bytes = new();
    private readonly TextWriter _to;
    private readonly TabularModel _model;
    private readonly Utf8JsonWriter _json;
    private readonly bool _spreads;

    public PredictionJson(TextWriter to, TabularModel model, bool spreads = false)
    {
        (_to, _model, _spreads) = (to, model, spreads);
        _json = new Utf8JsonWriter(_bytes, JsonText.Indented);
    }

    public void Begin()
    {
        _json.WriteStartObject();
        _json.WriteString("task", Names.Snake(_model.Task.ToString()));
        _json.Target(_model);
        _json.Array("classes", _model.Classes, _json.WriteStringValue);
        _json.WriteStartArray("predictions");
    }

    public void Add(Prediction prediction)
    {
        int classes = prediction.Classes.Count;
        for (int row = 0; row < prediction.Rows; row++)
        {
            if (prediction.Targets.Count > 0)
            {
                AddTargets(prediction, row);
                continue;
            }

            if (classes == 0 && !_spreads)
            {
                _json.NumberValue(prediction.Values[row]);
                continue;
            }

            _json.WriteStartObject();
            if (_spreads)
            {
                _json.Number("spread", prediction.Spread[row]);
            }

            if (classes == 0)
            {
                _json.Number("value", prediction.Values[row]);
                _json.WriteEndObject();
                continue;
            }

            _json.WriteString("label", prediction.Labels[row]);
            _json.WriteStartArray("probabilities");
            for (int k = 0; k < classes; k++)
            {
                _json.WriteNumberValue(prediction.Probabilities[(row * classes) + k]);
            }

            _json.WriteEndArray();
            _json.WriteEndObject();
        }

        if (_json.BytesPending + _bytes.Length > Often)
        {
            HandOn();
        }
    }

    /// <summary>An object by target: the number, or label and probability of the second class.</summary>
    private void AddTargets(Prediction prediction, int row)
    {
        _json.WriteStartObject();
        for (int t = 0; t < prediction.Targets.Count; t++)
        {
            int place = (row * prediction.Targets.Count) + t;
            TargetColumn target = prediction.Targets[t];
            if (target.Classes.Count == 0 && !_spreads)
            {
                _json.Number(target.Name, prediction.Values[place]);
                continue;
            }

            _json.WriteStartObject(target.Name);
            if (_spreads)
            {
                _json.Number("spread", prediction.Spread[place]);
            }

            if (target.Classes.Count == 0)
            {
                _json.Number("value", prediction.Values[place]);
            }
            else
            {
                _json.WriteString("label", prediction.Labels[place]);
                _json.WriteNumber("probability", prediction.Probabilities[place]);
            }

            _json.WriteEndObject();
        }

        _json.WriteEndObject();
    }

    public void End(long rows)
    {
        _json.WriteEndArray();
        _json.WriteNumber("rows", rows);
        _json.WriteEndObject();
        HandOn();
        _to.Write('\n');
    }

    public void Dispose()
    {
        _json.Dispose();
        _bytes.Dispose();
    }

    // The writer ends between characters, never inside one.
    private void HandOn()
    {
        _json.Flush();
        _to.Write(Encoding.UTF8.GetString(_bytes.GetBuffer(), 0, (int)_bytes.Length));
        _bytes.SetLength(0);
    }
}
