using System.Globalization;
using System.Text;
using Glia.Kernels.Activations;
using Glia.Kernels.Lanes;
using Glia.Networks;
using Glia.Networks.Layers;
using Glia.SourceCode.Formulas;
using Glia.SourceCode.Languages;

namespace Glia.SourceCode.Models;

/// <summary>The network as statements over two buffers, a and b; the inputs are in a at the start.</summary>
/// <remarks>Every sum of a dense layer is one chain of fused multiply-adds in ascending order from 0, then the bias: as in Glia's own products.</remarks>
internal sealed class NetworkSource
{
    private readonly Language _language;
    private readonly Functions _functions;
    private readonly string _prefix;
    private readonly StringBuilder _statements = new();
    private readonly List<string> _constants = [];
    private string _from = "a";
    private string _to = "b";

    /// <param name="network">The network.</param>
    /// <param name="language">What it is written in.</param>
    /// <param name="functions">Functions that the file has.</param>
    /// <param name="prefix">What names of its constants begin with, so that several networks stand in one file.</param>
    public NetworkSource(Network network, Language language, Functions functions, string prefix = "")
    {
        _language = language;
        _prefix = prefix;
        _functions = functions;
        Widest = network.Layers.Max(l => Math.Max(l.Inputs, l.Outputs));
        for (int i = 0; i < network.Layers.Count; i++)
        {
            Write(network.Layers[i], i + 1);
        }
    }

    /// <summary>Gets the floats that a buffer needs.</summary>
    public int Widest { get; }

    /// <summary>Gets the constants.</summary>
    public IReadOnlyList<string> Constants => _constants;

    /// <summary>Gets the statements.</summary>
    public string Statements => _statements.ToString();

    /// <summary>Gets the buffer that holds the outputs.</summary>
    public string Result => _from;

    private void Write(Layer layer, int number)
    {
        switch (layer)
        {
            case DenseLayer dense:
                Dense(dense, number);
                break;
            case ActivationLayer { Activation.IsRowwise: true } rows:
                Note(layer);
                RowFunction.Write(this, _functions, rows.Activation, rows.Inputs);
                Fade(rows);
                break;
            case ActivationLayer activation:
                Elementwise(activation, number);
                Fade(activation);
                break;
            case BatchNormLayer norm:
                BatchNorm(norm, number);
                break;
            case LayerNormLayer norm:
                LayerNorm(norm, number);
                break;
            case RowNormLayer norm:
                RowNorm(norm);
                break;
            case EmbeddingLayer embedding:
                Embedding(embedding, number);
                break;
            case DropoutLayer:
                break;
            default:
                throw new GliaException($"Layer '{layer.Name}' cannot be written as source: there is no code for its kind.");
        }
    }

    /// <summary>What says of a float whether it is NaN.</summary>
    public string IsNaN => _language.IsNaN;

    /// <summary>The buffer to read from.</summary>
    public string From => _from;

    /// <summary>The buffer to write to.</summary>
    public string To => _to;

    /// <summary>What was written to is read next.</summary>
    public void Turn() => (_from, _to) = (_to, _from);

    /// <summary>Adds a statement.</summary>
    public void Add(string statement) => _statements.Append("    ").Append(statement).Append('\n');

    /// <summary>Adds a loop over units.</summary>
    public void ForEach(int units, string body) =>
        Add(string.Create(CultureInfo.InvariantCulture, $"for (int i = 0; i < {units}; i++) {{ {body} }}"));

    private void Note(Layer layer)
    {
        string text = layer.Spec is ActivationSpec spec ? $"{layer.Name}: {spec.Activation}" : layer.Name;
        _statements.Append("\n    /* ").Append(Functions.Harmless(text)).Append(" */\n");
    }

    private string Constant(string kind, int number, ReadOnlySpan<float> values)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{_prefix}{kind}{number}");
        _constants.Add(_language.Constants(name, values));
        return name;
    }

    // The inputs come from the columns of a table, so that every code is a level.
    private void Embedding(EmbeddingLayer layer, int number)
    {
        Note(layer);
        int table = 0;
        foreach (EmbeddingStretch part in layer.Stretches)
        {
            string source = string.Create(CultureInfo.InvariantCulture, $"{_from}[{part.Input} + i]");
            if (part.Table is { } levels)
            {
                string name = Constant(string.Create(CultureInfo.InvariantCulture, $"Levels{++table}_"), number, levels.Values);
                source = string.Create(CultureInfo.InvariantCulture, $"{name}[((int){_from}[{part.Input}] * {part.Length}) + i]");
            }

            ForEach(part.Length, string.Create(CultureInfo.InvariantCulture, $"{_to}[{part.Output} + i] = {source};"));
        }

        Turn();
    }

    private void Dense(DenseLayer layer, int number)
    {
        Note(layer);
        string weights = Constant("Weights", number, layer.Weights.Values);
        string bias = Constant("Bias", number, layer.Bias.Values);
        ForEach(layer.Outputs, $"{_to}[i] = 0.0f;");
        Add(string.Create(CultureInfo.InvariantCulture, $"for (int p = 0; p < {layer.Inputs}; p++)"));
        Add("{");
        Add("    float factor = " + _from + "[p];");
        Add(string.Create(
            CultureInfo.InvariantCulture,
            $"    for (int i = 0; i < {layer.Outputs}; i++) {{ {_to}[i] = {_language.FusedSingle}(factor, {weights}[(p * {layer.Outputs}) + i], {_to}[i]); }}"));
        Add("}");
        ForEach(layer.Outputs, $"{_to}[i] = {_to}[i] + {bias}[i];");
        Turn();
    }

    private void Elementwise(ActivationLayer layer, int number)
    {
        Note(layer);
        ReadOnlySpan<float> learned = layer.Learned is null ? default : layer.Learned.Values;
        TracedFunction traced = layer.Activation.Trace(learned)
            ?? throw new GliaException($"Layer '{layer.Name}' cannot be written as source: {layer.Activation.Text} does not say what it computes.");
        bool each = layer.Activation.Learned == LearnedPer.Unit;
        string function = _functions.Elementwise(traced, layer.Activation.Text, each);
        string parameter = each ? $", {Constant("Learned", number, learned)}[i]" : "";
        ForEach(layer.Inputs, $"{_from}[i] = {function}({_from}[i]{parameter});");
    }

    private void Fade(ActivationLayer layer)
    {
        if (layer.Fades)
        {
            string least = string.Create(CultureInfo.InvariantCulture, $"{Traces.Least:R}f");
            ForEach(layer.Outputs, $"{_from}[i] = {_from}[i] < {least} && {_from}[i] > -{least} ? 0.0f : {_from}[i];");
        }
    }

    private void BatchNorm(BatchNormLayer layer, int number)
    {
        Note(layer);
        ReadOnlySpan<float> variance = layer.RunningVariance.Values;
        float[] inverse = new float[layer.Outputs];
        for (int j = 0; j < inverse.Length; j++)
        {
            inverse[j] = (float)(1 / Math.Sqrt(variance[j] + layer.Epsilon));
        }

        string mean = Constant("Mean", number, layer.RunningMean.Values), factor = Constant("Inverse", number, inverse);
        string scale = Constant("Scale", number, layer.Scale.Values), shift = Constant("Shift", number, layer.Shift.Values);
        ForEach(layer.Outputs, $"{_from}[i] = (({_from}[i] - {mean}[i]) * {factor}[i] * {scale}[i]) + {shift}[i];");
    }

    private void LayerNorm(LayerNormLayer layer, int number)
    {
        Note(layer);
        string scale = Constant("Scale", number, layer.Scale.Values), shift = Constant("Shift", number, layer.Shift.Values);
        string units = layer.Outputs.ToString(CultureInfo.InvariantCulture);
        string root = _language.Call(TermOperation.SquareRoot, LanePrecision.Double);
        Add("{");
        Add("double mean = 0, variance = 0;");
        ForEach(layer.Outputs, $"mean += {_from}[i];");
        Add($"mean /= {units};");
        ForEach(layer.Outputs, $"variance += ({_from}[i] - mean) * ({_from}[i] - mean);");
        Add($"float middle = (float)mean, inverse = (float)(1 / {root}((variance / {units}) + {_language.Number(layer.Epsilon)}));");
        ForEach(layer.Outputs, $"{_from}[i] = (({_from}[i] - middle) * inverse * {scale}[i]) + {shift}[i];");
        Add("}");
    }

    private void RowNorm(RowNormLayer layer)
    {
        Note(layer);
        string magnitude = _language.Call(TermOperation.Magnitude, LanePrecision.Double);
        string root = _language.Call(TermOperation.SquareRoot, LanePrecision.Double);
        Add("{");
        Add($"double norm = {(layer.Norm == "max" ? _from + "[0]" : "0")};");
        ForEach(layer.Outputs, layer.Norm switch
        {
            "max" => $"norm = {_from}[i] > norm ? {_from}[i] : norm;",
            "l1" => $"norm += {magnitude}((double){_from}[i]);",
            _ => $"norm += (double){_from}[i] * {_from}[i];",
        });
        Add($"norm = norm == 0 ? 1 : {(layer.Norm == "l2" ? root + "(norm)" : "norm")};");
        ForEach(layer.Outputs, $"{_from}[i] = (float)({_from}[i] / norm);");
        Add("}");
    }
}
