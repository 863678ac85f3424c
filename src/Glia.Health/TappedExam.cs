using Glia.Health.Certificates;
using Glia.Health.Records;
using Glia.Kernels.Activations;

namespace Glia.Health;

/// <summary>An activation layer that something else than a <see cref="Networks.Network"/> runs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Activation">Its function.</param>
/// <param name="Units">Number of units, or of channels.</param>
/// <param name="IsOutput">Whether no weights follow: flat tails are confident answers there.</param>
public sealed record TappedLayer(string Name, Activation Activation, int Units, bool IsOutput);

/// <summary>
/// Health of layers that something else runs, from what goes into each activation and what comes out: the same counts, states, thresholds and findings
/// as <see cref="HealthExam"/>. Rows may come in portions of any size; memory does not grow with them.
/// </summary>
/// <remarks>A channel that stands at many positions of a row (a pixel, a step of a sequence) fires for the row where any position does; it is flat for a
/// row where 95 % of its positions are.</remarks>
public sealed class TappedExam
{
    private readonly Stage[] _stages;
    private readonly HealthOptions _options;
    private readonly Scan _scan;

    /// <summary>Prepares.</summary>
    /// <param name="layers">The layers in graph order.</param>
    /// <param name="inputs">Number of numbers in a row of input.</param>
    /// <param name="options">Thresholds; null for the defaults. Certification is not looked at.</param>
    public TappedExam(IReadOnlyList<TappedLayer> layers, int inputs, HealthOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        _options = options ?? new HealthOptions();
        _options.Check(nameof(options));
        _stages = [.. layers.Select((layer, i) => new Stage
        {
            Name = layer.Name,
            Units = layer.Units,
            Before = i,
            After = i,
            Function = layer.Activation,
            IsOutput = layer.IsOutput,
        })];
        _scan = new Scan(inputs, _stages, layers.Select(layer => layer.Units));
    }

    /// <summary>Takes in rows of the input.</summary>
    /// <param name="x">Rows [rows, inputs].</param>
    /// <param name="rows">Number of rows.</param>
    public void AddInputs(ReadOnlySpan<float> x, int rows) => _scan.AddInputs(x, rows);

    /// <summary>Takes in what a layer does.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="z">Pre-activations [rows, units, positions].</param>
    /// <param name="y">Outputs, as many.</param>
    /// <param name="rows">Number of rows.</param>
    /// <exception cref="ArgumentException">The values are no whole rows of the layer's units.</exception>
    public void Add(int layer, ReadOnlySpan<float> z, ReadOnlySpan<float> y, int rows)
    {
        if (z.Length != y.Length || z.Length % Math.Max(1, (long)rows * _stages[layer].Units) != 0)
        {
            throw new ArgumentException(Invariant($"{z.Length} values of z and {y.Length} of y are no {rows} rows of {_stages[layer].Units} units."), nameof(z));
        }

        _scan.AddPositions(layer, z, y, rows);
    }

    /// <summary>Says what was seen.</summary>
    /// <param name="certificates">What was proved of the layers, by their names here; null: nothing.</param>
    /// <returns>Every unit and every finding that a forward pass can show; no timeline, no backward gains.</returns>
    public HealthReport Report(IReadOnlyList<UnitCertificate>? certificates = null)
    {
        Evidence evidence = Certification.Apply(certificates ?? [], Examiner.Examine(_options, _stages, _scan, train: null, training: null));
        (IReadOnlyList<Finding> findings, IReadOnlyList<ProbeFailure> failures) = new ProbePanel([]).Find(evidence);
        return new HealthReport([.. evidence.Layers.Select(layer => layer.Health)], findings, []) { Certificates = certificates ?? [], ProbeFailures = failures };
    }
}
