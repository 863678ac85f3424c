using System.Globalization;
using Glia.Kernels.Activations;
using Glia.SourceCode.Formulas;
using Glia.SourceCode.Languages;
using Glia.Tabular;

namespace Glia.SourceCode.Models;

/// <summary>What both languages write of a model.</summary>
internal abstract class ModelSource
{
    private readonly string _inverse = "";

    private protected ModelSource(TabularModel model, string name, Language language, Func<string, string> identifier)
    {
        Model = model;
        Name = name;
        Language = language;
        Functions = new Functions(language);
        Networks = [.. model.Members.Select((member, i) => new NetworkSource(member, language, Functions, model.Members.Count == 1 ? "" : $"Network{Text(i + 1)}_"))];
        Fields = Identifiers.Distinct(model.Preprocessor.Features.Select(f => f.Name), identifier, Name, "Row");
        if (model.Scale.Link is OutputLink.Log && RegressionModel.InverseLink.Trace(null) is { } inverse)
        {
            _inverse = Functions.Elementwise(inverse, RegressionModel.InverseLink.Text, two: false);
        }

        if (IsClassifier && ClassificationModel.OutputFunction.TraceRows() is TracedExponentials rows)
        {
            Probabilities = Functions.Rows(rows, IsLabels ? 2 : model.Classes.Count, ClassificationModel.OutputFunction.Text);
        }
    }

    /// <summary>An output without its logarithm, where it is one.</summary>
    private protected string Unlinked(string output) => _inverse.Length == 0 ? output : $"{_inverse}({output})";

    private protected TabularModel Model { get; }

    private protected string Name { get; }

    private protected Language Language { get; }

    private protected Functions Functions { get; }

    /// <summary>Gets the network, or those of an ensemble.</summary>
    private protected IReadOnlyList<NetworkSource> Networks { get; }

    /// <summary>Gets a value indicating whether predictions are the mean of several networks'.</summary>
    private protected bool IsEnsemble => Networks.Count > 1;

    /// <summary>Gets the identifiers of the columns, in the order of features.</summary>
    private protected string[] Fields { get; }

    /// <summary>Gets the function from logits to probabilities.</summary>
    private protected string Probabilities { get; } = "";

    /// <summary>Gets what logits are divided by before they become probabilities; null: nothing.</summary>
    private protected float? Temperature => (float?)Model.Scale.Temperature;

    /// <summary>Gets a value indicating whether probabilities of any target are calibrated ones.</summary>
    private protected bool IsCalibrated => Model.Scale.IsCalibrated;

    private protected bool IsClassifier => Model.Task is not (TaskKind.Regression or TaskKind.Multitarget);

    /// <summary>Gets a value indicating whether several targets are predicted.</summary>
    private protected bool IsSeveral => Model.Schema.SeveralTargets is not null;

    /// <summary>Gets a value indicating whether they are labels of two classes each.</summary>
    private protected bool IsLabels => Model.Task is TaskKind.Multilabel;

    /// <summary>The statement that makes a prediction of an output of a network that predicts numbers.</summary>
    /// <param name="output">The output.</param>
    /// <param name="target">Its target.</param>
    private protected string Value(string output, int target)
    {
        OutputScale unit = Model.Scale.Targets is { } several ? several[target] : Model.Scale;
        return $"({Unlinked(output)} * {Language.Number(unit.TargetScale)}) + {Language.Number(unit.TargetMean)}";
    }

    private protected bool IsBinary => Model.Task is TaskKind.Binary;

    private protected static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>The categories of a column that holds numbers, as numbers.</summary>
    private protected static double[] NumbersOf(CategoryFeature feature) =>
        [.. feature.Categories.Select(c => double.TryParse(c, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new GliaException($"Column '{feature.Name}' cannot be written as source: it held numbers, but '{c}' is a text."))];

    /// <summary>What the head of the file says.</summary>
    private protected IEnumerable<string> About(string promise)
    {
        yield return $"Written by Glia {typeof(ModelSource).Assembly.GetName().Version?.ToString(3)} from a trained model; 'glia export' writes it again.";
        yield return IsSeveral
            ? $"Predicts {Text(Model.Targets.Count)} {(IsLabels ? "labels" : "numbers")} at once ({string.Join(", ", Model.Targets.Select(target => $"'{target.Name}'"))}) from {Text(Fields.Length)} columns."
            : IsClassifier
            ? $"Predicts '{Model.Target}', one of {Text(Model.Classes.Count)} classes, from {Text(Fields.Length)} columns."
            : $"Predicts '{Model.Target}', a number, from {Text(Fields.Length)} columns.";
        if (IsEnsemble)
        {
            yield return $"The mean of what {Text(Networks.Count)} networks predict.";
        }

        yield return $"Weights: SHA-256 {string.Join(", ", Model.Members.Select(member => member.WeightsSha256()))}.";
        yield return promise;
    }
}
