using Glia.Tabular;

namespace Glia.Onnx;

/// <summary>What a model of another maker does not say of itself.</summary>
public sealed record ImportOptions
{
    /// <summary>Gets the names of the columns that fill the inputs, in order; empty: the inputs' names, with a number behind where one takes several columns.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Gets the name of the column that is predicted; null: the one a table holds beside the model's columns, or <c>target</c>.</summary>
    public string? Target { get; init; }

    /// <summary>Gets the names of classes in the order of outputs; empty: those in the graph, or 0, 1, ….</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>
    /// Gets the task. Chosen from the last operator unless told: softmax and several numbers are classes, one sigmoid is two classes, one number alone is a number. A
    /// network that puts out one logit of two classes has to be told <see cref="TaskChoice.Binary"/>.
    /// </summary>
    public TaskChoice Task { get; init; } = TaskChoice.Auto;
}

/// <summary>A model of another maker.</summary>
/// <param name="Model">The model; its record of the training is not known.</param>
/// <param name="Notes">What was decided on the way, in sentences.</param>
public sealed record ImportedModel(TabularModel Model, IReadOnlyList<string> Notes);
