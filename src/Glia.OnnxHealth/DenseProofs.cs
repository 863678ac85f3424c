using Glia.Health;
using Glia.Health.Certificates;
using Glia.Networks;
using Glia.Networks.Layers;
using Glia.Onnx;
using Glia.Onnx.Files;
using Glia.Onnx.Importing;
using Glia.Onnx.Reading;
using Glia.Tabular;

namespace Glia.OnnxHealth;

/// <summary>
/// Proofs for units of a model of another maker: where its graph is a chain of dense layers, it is read as a network of Glia's, and what is proved of that
/// holds of the graph: the bounds cover sums in any order.
/// </summary>
internal static class DenseProofs
{
    /// <summary>Adds proofs to what a run has seen, if something looks dead and the graph can be read.</summary>
    /// <param name="report">Makes the report from proofs.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="inputs">Which columns fill the inputs.</param>
    /// <param name="table">The rows.</param>
    /// <param name="options">How long proofs may take.</param>
    /// <param name="notes">Where a sentence goes if it cannot be read.</param>
    /// <param name="cancel">Ends the work early.</param>
    public static HealthReport Add(
        Func<IReadOnlyList<UnitCertificate>?, HealthReport> report, GraphIndex graph, IReadOnlyList<ModelInput> inputs, Table table, OnnxExamOptions options, List<string> notes, CancellationToken cancel)
    {
        HealthReport seen = report(null);
        bool looksDead = seen.Layers.Any(layer => layer.State.Any(state => state is UnitState.Dead or UnitState.Silent or UnitState.Saturated));
        if (options.CertifySeconds <= 0 || !looksDead)
        {
            return seen;
        }

        try
        {
            DenseReading reading = DenseReading.Of(graph, inputs, table);
            HealthReport proved = reading.Examine(options, cancel);
            return report([.. proved.Certificates.Select(certificate => reading.NameOf(certificate.Layer) is { } name ? certificate with { Layer = name } : null).OfType<UnitCertificate>()]);
        }
        catch (GliaException error)
        {
            notes.Add($"Nothing was certified: only chains of dense layers are. {error.Message}");
            return seen;
        }
    }
}

/// <summary>A graph read as a network of Glia's, with the rows of a table as its inputs.</summary>
/// <param name="Dense">What was read.</param>
/// <param name="Network">The network.</param>
/// <param name="X">The rows, prepared.</param>
/// <param name="Rows">How many.</param>
/// <param name="Groups">Inputs of which exactly one is 1.</param>
/// <param name="First">The layer of the network that the first layer read is.</param>
internal sealed record DenseReading(DenseModel Dense, Network Network, float[] X, int Rows, IReadOnlyList<OneHot> Groups, int First)
{
    /// <summary>Reads a graph.</summary>
    /// <exception cref="GliaException">It is no chain of dense layers.</exception>
    public static DenseReading Of(GraphIndex graph, IReadOnlyList<ModelInput> inputs, Table table) => OnnxImport.Guarded(graph.Source, () =>
    {
        // The graph that was run is tapped: its own outputs are read again.
        DenseModel dense = DenseModel.Read(OnnxFile.Parse(OnnxFile.ReadBytes(graph.Source), graph.Source), graph.Source);
        var byInput = inputs.ToDictionary(input => input.Name, input => new Queue<Column>(input.Columns), StringComparer.Ordinal);
        string[] names = [.. dense.Columns.Select(column => byInput[column.Input].Dequeue().Name)];
        FrontPlan plan = FrontPlan.Of(dense.Graph, dense.Columns, names, dense.Cells);
        (Network network, bool isLonger) = NetworkBuilder.Build(plan, dense.Chain.Steps, graph.Source);
        var preprocessor = new Preprocessor(plan.Features);
        return new DenseReading(dense, network, preprocessor.Transform(table), table.Rows, preprocessor.OneHotGroups, isLonger ? 1 : 0);
    });

    /// <summary>Looks at every unit and proves what it can.</summary>
    public HealthReport Examine(OnnxExamOptions options, CancellationToken cancel) => HealthExam.Examine(Network, X, Rows, options.Health with
    {
        Certification = new CertificationOptions { Seconds = options.CertifySeconds, Groups = Groups, Cancel = cancel },
    });

    /// <summary>What the report of the graph calls a layer of the network.</summary>
    public string? NameOf(string layer)
    {
        for (int i = First; i < Network.Layers.Count; i++)
        {
            if (Network.Layers[i].Name == layer && Network.Layers[i] is ActivationLayer)
            {
                return Text.Short(Dense.Chain.Steps[i - First].Node);
            }
        }

        return null;
    }
}
