using Glia.Health.Measures;
using Glia.Health.Records;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Probes;

/// <summary>
/// The first value that is NaN or infinite: the step, and the first tensor of that step, in the order in which a step computes them: batch,
/// outputs layer by layer, loss, gradients from the last layer to the first, weights after the update. With it goes the precursor:
/// how the largest |z| of a layer moved in the 20 steps before.
/// </summary>
/// <remarks>Threshold: none is healthy. Where a NaN shows is often not where it began, hence the order and the precursor.</remarks>
internal sealed class NonFiniteValues : IStepProbe
{
    private const string Source = "No value of a healthy training is NaN or infinite";

    private (string Where, string What, long Count)? _first;
    private string _precursor = "";

    /// <inheritdoc/>
    public void StepEnded(in StepView step, TrainingRecord record)
    {
        if (_first is null && !record.IsFinite)
        {
            _first = Locate(step, out bool input);
            _precursor = input ? "" : Precursor(record);
            record.MarkNonFinite(step.Step, input);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (evidence.Training is { NonFiniteStep: { } step } training)
        {
            (string where, string what, long count) = _first ?? ("loss", "the loss", 1);
            yield return State(
                where,
                step,
                count,
                Invariant($"At step {step} {what}: {Words.Count(count, "value")} NaN or infinite, the first in this training.{_precursor}"),
                training.NonFiniteInput
                    ? "Clean the data: a NaN or infinite input reaches every unit."
                    : "Lower the learning rate (try a tenth) or clip the gradient norm, and check the rows of that step for extreme values.");
        }
        else if (evidence.Held.NonFiniteInputs is { Count: > 0 } inputs)
        {
            yield return State(
                "input", null, inputs.Count, Invariant($"The rows given hold {Words.Count(inputs.Count, "NaN or infinite value")}, the first in input {inputs.Column + 1} (counted from 1)."), "Clean the data.");
        }
        else if (Array.FindIndex(evidence.Held.Counts, counts => counts.NonFiniteRows > 0) is >= 0 and int stage)
        {
            yield return State(
                evidence.Stages[stage].Name,
                null,
                evidence.Held.Counts[stage].NonFiniteRows,
                Invariant($"Pre-activations of '{evidence.Stages[stage].Name}' are NaN or infinite on {evidence.Held.Counts[stage].NonFiniteRows} of {evidence.Held.Rows} rows, though the inputs are finite."),
                "The weights up to this layer are broken: go back to an earlier checkpoint.");
        }
    }

    private static Finding State(string layer, long? step, long count, string evidence, string advice)
        => new(Problems.NonFinite, layer, [], Proof.Observed, step, count, 0, Source, evidence, advice)
        {
            ChainRule = "∂L/∂w = ∂L/∂y · f′(z) · x: one factor is no number, and so is every product and every weight that it reaches.",
        };

    private static (string Where, string What, long Count) Locate(in StepView step, out bool input)
    {
        (long count, int first) = Spread.NonFinite(step.Output(-1));
        input = count > 0;
        if (input)
        {
            return ("input", Invariant($"the batch itself (first in its row {(first / step.Network.Inputs) + 1}, input {(first % step.Network.Inputs) + 1}, counted from 1)"), count);
        }

        // Where the values before were not kept, the loss is finite: then the update has hardly broken a weight, and those after tell the same.
        IReadOnlyList<Layer> layers = step.Network.Layers;
        for (int i = 0; i < layers.Count; i++)
        {
            foreach (Parameter weights in Weights(layers[i]))
            {
                if (Spread.NonFinite(step.HasBefore ? step.Before(weights) : weights.Values) is { Count: > 0 } broken)
                {
                    return (layers[i].Name, "the weights, by the update of the step before", broken.Count);
                }
            }

            if (Spread.NonFinite(step.Output(i)) is { Count: > 0 } output)
            {
                return (layers[i].Name, "its outputs, though what enters it is finite", output.Count);
            }
        }

        return double.IsFinite(step.Loss) ? Backward(step, layers) : ("loss", "the loss, though the outputs are finite", 1);
    }

    private static IReadOnlyList<Parameter> Weights(Layer layer) => layer switch
    {
        DenseLayer dense => [dense.Weights],
        EmbeddingLayer embedding => embedding.Parameters,
        _ => [],
    };

    private static (string Where, string What, long Count) Backward(in StepView step, IReadOnlyList<Layer> layers)
    {
        for (int i = layers.Count - 1; i >= 0; i--)
        {
            if (Spread.NonFinite(step.OutputGradient(i)) is { Count: > 0 } gradient)
            {
                return (layers[i].Name, "the gradient on its outputs, though all outputs are finite", gradient.Count);
            }

            foreach (Parameter parameter in layers[i].Parameters)
            {
                if (Spread.NonFinite(step.Gradient(parameter)) is { Count: > 0 } own)
                {
                    return (layers[i].Name, Invariant($"the gradient of {parameter.Name}"), own.Count);
                }
            }
        }

        return ("loss", "the gradient norm, by overflow", 1);
    }

    private static string Precursor(TrainingRecord record)
    {
        LayerRecord? grown = record.Layers.MaxBy(layer => layer.Precursor() is { First: > 0 } p ? p.Last / p.First : 0);
        if (grown is null || grown.Precursor().Steps == 0)
        {
            return "";
        }

        (double first, double last, long steps) = grown.Precursor();
        return Invariant($" In the {Words.Count(steps, "step")} before, the largest |z| of '{grown.Stage.Name}' went from {Words.Number(first)} to {Words.Number(last)}.");
    }
}
