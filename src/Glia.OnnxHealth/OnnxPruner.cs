using Glia.Health;
using Glia.Health.Certificates;
using Glia.Health.Pruning;
using Glia.Networks;
using Glia.Networks.Layers;
using Glia.Onnx.Files;
using Glia.Onnx.Importing;
using Glia.Onnx.Reading;
using Glia.Onnx.Wire;
using Glia.Tabular;
using Google.Protobuf;

namespace Glia.OnnxHealth;

/// <summary>
/// Takes certified-dead units out of dense ONNX models of any maker: weights, biases and normalisations lose the parts of these units; inputs, outputs and nodes
/// stay as they are, so that the smaller file takes the old one's place.
/// </summary>
/// <remarks>
/// A unit that is certified dead gives exactly 0 for every row in the ranges of the data, so it adds exactly 0 to every sum behind it. Glia computes sums in one
/// fixed order: there outputs keep their bits. An engine that forms its sums from blocks may form them anew where a layer is narrower, which moves the last
/// digits as any other order of the same sum does.
/// </remarks>
public static class OnnxPruner
{
    /// <summary>Prunes.</summary>
    /// <param name="path">The model.</param>
    /// <param name="table">Rows whose ranges are the box that the proofs speak of.</param>
    /// <param name="options">How columns fill inputs, and how long proofs may take.</param>
    /// <param name="cancel">Ends proofs early.</param>
    /// <returns>The smaller model and what it came to.</returns>
    /// <exception cref="GliaException">The model is no chain of dense layers, or columns and inputs do not fit.</exception>
    public static OnnxPruneResult Prune(string path, Table table, OnnxExamOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        byte[] bytes = OnnxFile.ReadBytes(path);
        ModelProto model = OnnxFile.Parse(bytes, path);
        var graph = new GraphIndex(model, path);
        List<string> notes = [];
        IReadOnlyList<ModelInput> inputs = InputPlan.Of(graph, table, options, notes);
        DenseReading reading = DenseReading.Of(graph, inputs, table);
        HealthReport health = reading.Examine(options, cancel);
        cancel.ThrowIfCancellationRequested();
        PruneResult pruned = Pruner.Prune(reading.Network, Dead(reading.Network, health));
        List<PrunedUnit> units = [];
        var gone = new Dictionary<int, SortedSet<int>>();
        foreach (PrunedUnit unit in pruned.Units)
        {
            int space = SpaceOf(reading, unit.Layer);
            string? reason = unit.Reason ?? Obstacle(reading.Dense.Chain, space, unit.Unit);
            units.Add(unit with { Layer = reading.NameOf(unit.Layer) ?? unit.Layer, Reason = reason });
            if (reason is null)
            {
                (gone.TryGetValue(space, out SortedSet<int>? known) ? known : gone[space] = []).Add(unit.Unit);
            }
        }

        byte[] smaller = gone.Count == 0 ? bytes : Cut(model, graph, reading.Dense.Chain, gone);
        return new OnnxPruneResult(smaller, units, Check(path, bytes, smaller, inputs, table, options, cancel))
        {
            BytesBefore = bytes.Length,
            ParametersBefore = Numbers(bytes, path),
            ParametersAfter = Numbers(smaller, path),
            Notes = notes,
            Certificates = [.. health.Certificates.Select(certificate => certificate with { Layer = reading.NameOf(certificate.Layer) ?? certificate.Layer })],
        };
    }

    private static (int Layer, int Unit)[] Dead(Network network, HealthReport health)
    {
        ILookup<string, UnitCertificate> proved = health.Certificates
            .Where(each => each is { Answer: CertificateAnswer.Proved, Claim: UnitClaim.NeverFires }).ToLookup(each => each.Layer, StringComparer.Ordinal);
        return [.. Enumerable.Range(0, network.Layers.Count).SelectMany(i => proved[network.Layers[i].Name].Select(each => (i, each.Unit)))];
    }

    /// <summary>Which units an activation's are, counted as in <see cref="TensorUse"/>.</summary>
    private static int SpaceOf(DenseReading reading, string layer)
    {
        int space = 0;
        for (int i = reading.First; reading.Network.Layers[i].Name != layer; i++)
        {
            Layer each = reading.Network.Layers[i];
            space += each is DenseLayer || each.Inputs != each.Outputs ? 1 : 0;
        }

        return space;
    }

    private static string? Obstacle(Chain chain, int space, int unit)
    {
        TensorUse[] uses = [.. chain.Uses.Where(use => use.Space == space)];
        return chain.FixedSpaces.Contains(space) ? FormattableString.Invariant($"the number of its layer's units is written into the graph (unit {unit})")
            : uses.Length == 0 || chain.Uses.Any(other => other.Space != space && uses.Any(use => use.Tensor == other.Tensor && use.Axis == other.Axis)) ? "another layer shares its weights"
            : null;
    }

    private static byte[] Cut(ModelProto model, GraphIndex graph, Chain chain, Dictionary<int, SortedSet<int>> gone)
    {
        foreach ((int space, SortedSet<int> units) in gone)
        {
            foreach (TensorUse use in chain.Uses.Where(use => use.Space == space).Distinct())
            {
                TensorProto tensor = graph.Constant(use.Tensor)!;
                int size = (int)tensor.Dims[use.Axis];
                TensorSlices.Keep(tensor, use.Axis, [.. Enumerable.Range(0, size).Where(index => !units.Contains(index))], graph.Source);
                if (model.Graph.Input.FirstOrDefault(input => input.Name == use.Tensor)?.Type?.TensorType?.Shape is { } shape && shape.Dim.Count > use.Axis)
                {
                    shape.Dim[use.Axis].DimValue = tensor.Dims[use.Axis];
                }
            }
        }

        // Shapes on the way that exporters note for viewers; they are no longer these.
        model.Graph.ValueInfo.Clear();
        return model.ToByteArray();
    }

    private static long Numbers(byte[] bytes, string path) => OnnxFile.Parse(bytes, path).Graph.Initializer.Sum(tensor => (long)(ConstantValues.Count(tensor) ?? 0));

    /// <summary>Runs both on the rows.</summary>
    private static OnnxPruneCheck Check(string path, byte[] before, byte[] after, IReadOnlyList<ModelInput> inputs, Table table, OnnxExamOptions options, CancellationToken cancel)
    {
        using var old = new ModelRunner(before, path, options);
        using var now = new ModelRunner(after, path, options);
        return new PruneComparison(old, now, inputs, table, path).Run(cancel);
    }
}

/// <summary>What pruning a model came to.</summary>
/// <param name="Model">The bytes of the smaller model.</param>
/// <param name="Units">Every unit certified dead: taken out, or why not.</param>
/// <param name="Check">What both models put out on the rows given.</param>
public sealed record OnnxPruneResult(ReadOnlyMemory<byte> Model, IReadOnlyList<PrunedUnit> Units, OnnxPruneCheck Check)
{
    /// <summary>Gets the bytes of the file before.</summary>
    public required int BytesBefore { get; init; }

    /// <summary>Gets the constants of the graph before.</summary>
    public required long ParametersBefore { get; init; }

    /// <summary>Gets the constants of the graph now.</summary>
    public required long ParametersAfter { get; init; }

    /// <summary>Gets what was decided on the way, in sentences.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Gets every proof that was asked for.</summary>
    public required IReadOnlyList<UnitCertificate> Certificates { get; init; }

    /// <summary>Gets the number of units removed.</summary>
    public int Removed => Units.Count(unit => unit.Reason is null);
}

/// <summary>Outputs of a model before and after, as ONNX Runtime computes them.</summary>
/// <param name="LargestDifference">The largest difference of a number.</param>
/// <param name="SameBits">Whether every bit is the same.</param>
/// <param name="SecondsBefore">Seconds of a run of all rows before, the least of several.</param>
/// <param name="SecondsAfter">The same now.</param>
public sealed record OnnxPruneCheck(double LargestDifference, bool SameBits, double SecondsBefore, double SecondsAfter);
