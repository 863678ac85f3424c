using System.Globalization;
using Glia.Tabular;
using DataType = Glia.Onnx.Wire.TensorProto.Types.DataType;

namespace Glia.Onnx.Graphs;

/// <summary>
/// Writes what stands between a network's outputs and a prediction: <c>label</c> <c>[N]</c> and <c>probabilities</c>
/// <c>[N, classes]</c>, or <c>prediction</c> <c>[N, 1]</c>; of several targets <c>label</c> and <c>probabilities</c> (of the second class of each), or <c>prediction</c>, all
/// <c>[N, targets]</c>. Plain tensors, never maps.
/// </summary>
internal sealed class OutputGraph
{
    private readonly GraphBuilder _graph;
    private readonly TabularModel _model;
    private readonly string _first;
    private readonly string _second;

    /// <summary>Initializes a new instance of the <see cref="OutputGraph"/> class and takes the outputs' names.</summary>
    /// <param name="graph">Where the operators go.</param>
    /// <param name="model">The model whose outputs these are.</param>
    public OutputGraph(GraphBuilder graph, TabularModel model)
    {
        _graph = graph;
        _model = model;
        bool regression = model.Task is TaskKind.Regression or TaskKind.Multitarget;
        _first = regression ? graph.ReserveOutput("prediction", "predicted_value") : graph.ReserveOutput("label", "predicted_label");
        _second = regression ? "" : graph.ReserveOutput("probabilities", "predicted_probabilities");
    }

    /// <summary>Writes the operators and declares the outputs.</summary>
    /// <param name="outputs">The outputs of each network, <c>[N, 1]</c>, or <c>[N, classes]</c> for several classes, <c>[N, targets]</c> for several targets; predictions of several networks are averaged.</param>
    public void Write(IReadOnlyList<string> outputs)
    {
        switch (_model.Task)
        {
            case TaskKind.Regression or TaskKind.Multitarget:
                Regression(outputs);
                break;
            case TaskKind.Binary:
                Binary(outputs);
                break;
            case TaskKind.Multilabel:
                Labels(outputs);
                break;
            default:
                Label(_graph.Add("ArgMax", "output/class", [Probabilities(outputs)], Attributes.Of("axis", 1L), Attributes.Of("keepdims", 0L), Attributes.Of("select_last_index", 0L)));
                break;
        }
    }

    // exp in float, the rest in double, as in Glia; rounded to float at the very end.
    private void Regression(IReadOnlyList<string> outputs)
    {
        string[] values = [.. outputs.Select(Value)];

        // Not Mean, which ONNX Runtime does not have in double.
        string value = values.Length == 1 ? values[0]
            : _graph.Add("Div", "output/average", [_graph.Add("Sum", "output/sum", values), _graph.Constant(Tensors.Of("output/members", [(double)values.Length], 1, 1))]);
        _graph.AddTo(_first, "Cast", [value], Attributes.Of("to", (long)DataType.Float));
        _graph.Output(_first, DataType.Float, $"{Names()}, {(_model.Targets.Count == 1 ? "in its own unit" : "each in its own unit")}", _model.Targets.Count);
    }

    private double[] PerTarget(Func<OutputScale, double> of) => [.. (_model.Scale.Targets ?? [_model.Scale]).Select(of)];

    private string Names() => string.Join(", ", _model.Targets.Select(target => target.Name));

    // As for two classes, along an axis of its own: [N, targets, 2] holds (0, z) of every label.
    private void Labels(IReadOnlyList<string> outputs)
    {
        int count = _model.Targets.Count;
        string[] wide = [.. outputs.Select(z => _graph.Add("Unsqueeze", "output/wide", [z, _graph.Constant(Tensors.Of("output/axis", [2L], 1))]))];
        string[] pairs = [.. wide.Select(z => _graph.Add("Mul", "output/pairs", [z, _graph.Constant(Tensors.Of("output/zero_one", [0f, 1f], 1, 1, 2))]))];
        string index = _graph.Constant(Tensors.Of("output/index", [1L]));
        bool isCalibrated = _model.Scale.Targets!.Any(unit => unit.Temperature is not null);
        _graph.AddTo(_second, "Gather", [Both(isCalibrated ? Divided(pairs) : pairs, "output/both"), index], Attributes.Of("axis", 2L));
        string plain = isCalibrated ? _graph.Add("Gather", "output/uncalibrated", [Both(pairs, "output/uncalibrated_both"), index], Attributes.Of("axis", 2L)) : _second;
        float[] thresholds = [.. PerTarget(unit => Threshold(unit.Threshold)).Select(threshold => (float)threshold)];
        string reached = _graph.Add("GreaterOrEqual", "output/reached", [plain, _graph.Constant(Tensors.Of("output/thresholds", thresholds, 1, count))]);
        string second = _graph.Add("Cast", "output/class", [reached], Attributes.Of("to", (long)DataType.Int64));

        // The names of all labels' classes stand one after the other.
        long[] starts = [.. Enumerable.Range(0, count).Select(t => 2L * t)];
        string place = _graph.Add("Add", "output/place", [second, _graph.Constant(Tensors.Of("output/starts", starts, 1, count))]);
        IReadOnlyList<string> classes = [.. _model.Targets.SelectMany(target => target.Classes)];
        bool integers = TryIntegers(classes, _model.Targets.All(target => target.ClassesAreIntegers), out long[] numbers);
        string names = _graph.Constant(integers ? Tensors.Of("output/classes", numbers, numbers.Length) : Tensors.Of("output/classes", classes));
        _graph.AddTo(_first, "Gather", [names, place], Attributes.Of("axis", 0L));
        _graph.Output(_first, integers ? DataType.Int64 : DataType.String, $"the class of each label: {Names()}", count);
        _graph.Output(_second, DataType.Float, $"probability of the second class of each label: {string.Join(", ", _model.Targets.Select(target => $"{target.Name} = {target.Classes[1]}"))}", count);
    }

    // Each label by its own temperature; 1 where it has none.
    private string[] Divided(string[] pairs)
    {
        float[] temperatures = [.. PerTarget(unit => unit.Temperature ?? 1).Select(temperature => (float)temperature)];
        return [.. pairs.Select(pair => _graph.Add("Div", "output/divided", [pair, _graph.Constant(Tensors.Of("output/temperatures", temperatures, 1, temperatures.Length, 1))]))];
    }

    // The probabilities of both classes of each label, averaged over networks.
    private string Both(string[] pairs, string name)
    {
        string[] each = [.. pairs.Select(pair => _graph.Add("Softmax", pairs.Length == 1 ? name : "output/of_member", [pair], Attributes.Of("axis", -1L)))];
        return each.Length == 1 ? each[0] : _graph.Add("Mean", name, each);
    }

    private string Value(string outputs)
    {
        string linear = _model.Scale.Link is OutputLink.Log ? _graph.Add("Exp", "output/exponential", [outputs]) : outputs;
        string wide = _graph.Add("Cast", "output/wide", [linear], Attributes.Of("to", (long)DataType.Double));
        string scaled = _graph.Add("Mul", "output/scaled", [wide, _graph.Constant(Tensors.Of("output/scale", PerTarget(unit => unit.TargetScale), 1, _model.Targets.Count))]);
        return _graph.Add("Add", "output/value", [scaled, _graph.Constant(Tensors.Of("output/mean", PerTarget(unit => unit.TargetMean), 1, _model.Targets.Count))]);
    }

    // Sigmoid(z) and 1 − sigmoid(z) as the softmax of (0, z), which is the same: a difference from 1 would lose what is small beside 1,
    // and so does ONNX Runtime's Sigmoid (0.5 % at −12), while its Softmax keeps the digits of both.
    private void Binary(IReadOnlyList<string> outputs)
    {
        string[] pairs = [.. outputs.Select(z => _graph.Add("Mul", "output/pair", [z, _graph.Constant(Tensors.Of("output/zero_one", [0f, 1f], 1, 2))]))];
        string p = _graph.Add("Gather", "output/second", [Probabilities(pairs), _graph.Constant(Tensors.Of("output/index", [1L]))], Attributes.Of("axis", 1L));
        string reached = _graph.Add("GreaterOrEqual", "output/reached", [p, _graph.Constant(Tensors.Of("output/threshold", [Threshold(_model.Threshold)]))]);
        Label(_graph.Add("Cast", "output/class", [reached], Attributes.Of("to", (long)DataType.Int64)));
    }

    // Writes the probabilities, and returns those that decide: of a calibrated model the ones before calibration.
    private string Probabilities(IReadOnlyList<string> logits)
    {
        if (_model.Scale.Temperature is not { } temperature)
        {
            Average(logits);
            return _second;
        }

        Average([.. logits.Select(z => _graph.Add("Div", "output/divided", [z, _graph.Constant(Tensors.Of("output/temperature", [(float)temperature], 1, 1))]))]);
        string[] plain = [.. logits.Select(z => _graph.Add("Softmax", "output/uncalibrated", [z], Attributes.Of("axis", -1L)))];
        return plain.Length == 1 ? plain[0] : _graph.Add("Mean", "output/uncalibrated_average", plain);
    }

    private void Average(IReadOnlyList<string> logits)
    {
        if (logits.Count == 1)
        {
            _graph.AddTo(_second, "Softmax", [logits[0]], Attributes.Of("axis", -1L));
            return;
        }

        _graph.AddTo(_second, "Mean", [.. logits.Select(z => _graph.Add("Softmax", "output/of_member", [z], Attributes.Of("axis", -1L)))]);
    }

    private void Label(string chosen)
    {
        IReadOnlyList<string> classes = _model.Classes;
        bool integers = TryIntegers(classes, _model.Schema.ClassesAreIntegers, out long[] numbers);
        string names = _graph.Constant(integers ? Tensors.Of("output/classes", numbers, numbers.Length) : Tensors.Of("output/classes", classes));
        _graph.AddTo(_first, "Gather", [names, chosen], Attributes.Of("axis", 0L));
        _graph.Output(_first, integers ? DataType.Int64 : DataType.String, $"the predicted {_model.Target}", null);
        _graph.Output(_second, DataType.Float, $"probability of each {_model.Target}: {string.Join(", ", classes)}", classes.Count);
    }

    private static bool TryIntegers(IReadOnlyList<string> classes, bool all, out long[] numbers)
    {
        numbers = new long[classes.Count];
        for (int i = 0; i < numbers.Length && all; i++)
        {
            all = long.TryParse(classes[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[i]);
        }

        return all;
    }

    /// <summary>The smallest float that is not below the threshold: a float reaches the one exactly when it reaches the other.</summary>
    internal static float Threshold(double threshold)
    {
        float rounded = (float)threshold;
        return rounded < threshold ? MathF.BitIncrement(rounded) : rounded;
    }
}
