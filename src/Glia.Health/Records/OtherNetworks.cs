using Glia.Kernels.Activations;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Records;

/// <summary>Layers that a network might have had instead: what experiments and treatments try.</summary>
internal static class OtherNetworks
{
    /// <summary>Rows of a batch below which its mean and variance are mere chance: rows are normalised instead.</summary>
    private const int FewRows = 8;

    /// <summary>The same layers drawn anew, dense weights as the activation behind them asks for.</summary>
    public static Network Redrawn(int inputs, IReadOnlyList<LayerSpec> layers, ulong seed) =>
        Network.Create(inputs, [.. layers.Select(spec => spec is DenseSpec dense ? dense with { Initialization = null } : spec)], seed);

    /// <summary>A normalisation layer in front of every hidden activation, of batches or, where these are small, of rows; null where there are some already, or nothing is hidden.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batch">Rows of a batch.</param>
    /// <returns>The layers, and the kind of normalisation in a word.</returns>
    public static (LayerSpec[] Layers, string Kind)? Normalised(Network network, int batch)
    {
        HashSet<int> hidden = Hidden(network);
        if (hidden.Count == 0 || network.Spec.Any(spec => spec is BatchNormSpec or LayerNormSpec))
        {
            return null;
        }

        bool byBatch = batch >= FewRows;
        return ([.. network.Spec.SelectMany((spec, i) => hidden.Contains(i) ? [byBatch ? new BatchNormSpec() : new LayerNormSpec(), spec] : new[] { spec })], byBatch ? "batch" : "layer");
    }

    /// <summary>
    /// In hidden layers, two straight pieces with a slope everywhere: nothing vanishes in flat tails, nothing dies, nothing grows faster than its input. In place of
    /// such a function itself a rectifier. Null where nothing is hidden, or a function changes the width.
    /// </summary>
    /// <returns>The layers, and the name of the function.</returns>
    public static (LayerSpec[] Layers, string Name)? WithOtherActivation(Network network)
    {
        HashSet<int> hidden = Hidden(network);
        if (hidden.Count == 0 || hidden.Any(i => Info(network.Spec[i]).ChangesWidth))
        {
            return null;
        }

        ActivationInfo now = Info(network.Spec[hidden.Min()]);
        bool leaks = !now.IsRectifier && IsPlain(now);
        ActivationInfo? other = ActivationCatalog.All.FirstOrDefault(info => IsPlain(info) && (leaks
            ? info.IsRectifier && info.SlopeRange is { Low: 0, High: 1 }
            : !info.IsRectifier && info.SlopeRange is { Low: > 0, High: <= 1 }));
        return other is null ? null : ([.. network.Spec.Select((spec, i) => hidden.Contains(i) ? new ActivationSpec(other.Name) : spec)], other.Name);
    }

    /// <summary>Centred and bounded, slope 1 at 0: no signal grows, and a narrow layer keeps its rows apart. Of such functions the one whose tails fall fastest.</summary>
    public static ActivationInfo? Bounded { get; } = ActivationCatalog.All
        .Where(info => info is { IsMonotone: true, IsRowwise: false, ChangesWidth: false, LearnedParameter: null, Kinks.Count: 0, SlopeRange: { Low: 0, High: 1 }, Saturation: not null }
            && info.Range.Low == -info.Range.High)
        .MinBy(info => info.Saturation!.Value.High);

    /// <summary>Smooth, straight above 0, flat far below (Clevert et al., ICLR 2016). Of such functions the one that the oldest ONNX operators know.</summary>
    public static ActivationInfo? Smooth { get; } = ActivationCatalog.All
        .Where(info => info is { IsMonotone: true, IsRowwise: false, ChangesWidth: false, LearnedParameter: null, Kinks.Count: 0, SlopeRange: { Low: 0, High: 1 }, Range.Low: -1 }
            && double.IsPositiveInfinity(info.Range.High))
        .MinBy(info => info.Onnx.Opset);

    /// <summary>The same layers with one function in all hidden ones; null where nothing is hidden, a function changes the width, or all are that function already.</summary>
    public static LayerSpec[]? With(Network network, ActivationInfo function)
    {
        HashSet<int> hidden = Hidden(network);
        return hidden.Count == 0 || hidden.Any(i => Info(network.Spec[i]).ChangesWidth) || hidden.All(i => Info(network.Spec[i]).Name == function.Name)
            ? null
            : [.. network.Spec.Select((spec, i) => hidden.Contains(i) ? new ActivationSpec(function.Name) : spec)];
    }

    private static ActivationInfo Info(LayerSpec spec) => ((ActivationSpec)spec).Resolve().Info;

    /// <summary>Two straight pieces, unbounded above, nothing learned.</summary>
    private static bool IsPlain(ActivationInfo info) =>
        info is { IsMonotone: true, IsRowwise: false, ChangesWidth: false, LearnedParameter: null, Kinks.Count: 1, Family: ActivationFamily.PiecewiseLinear }
        && double.IsPositiveInfinity(info.Range.High) && info.Kinks[0].At == 0;

    /// <summary>Where the hidden activations stand.</summary>
    private static HashSet<int> Hidden(Network network) =>
        [.. Stage.Of(network).Where(stage => stage.Activation is not null && !stage.IsOutput).Select(stage => stage.After)];
}
