using Glia.Networks;
using Glia.Networks.Layers;
using Glia.Onnx.Files;
using Glia.Onnx.Graphs;
using Glia.Onnx.Wire;
using Glia.Tabular;

namespace Glia.Onnx;

/// <summary>
/// Reads models back that Glia exported. Columns and layers come from the description that Glia writes beside the graph, weights from
/// the graph itself, so that edited weights count. Predictions have the same bits as before the export.
/// </summary>
public static class OnnxImport
{
    /// <summary>Reads a file of <see cref="OnnxExport.Save"/>.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The model, without the record of its training.</returns>
    /// <exception cref="GliaException">The file is missing, cut, damaged, changed, or of another maker; the message says what to do.</exception>
    public static TabularModel Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return FromBytes(OnnxFile.ReadBytes(path), path);
    }

    /// <summary>Whether a file was written by <see cref="OnnxExport.Save"/> and its graph is still the one that was written, so that <see cref="Load"/> can read it.</summary>
    /// <param name="path">The file.</param>
    /// <returns>False for models of other makers, and for those that another tool has rewritten.</returns>
    /// <exception cref="GliaException">The file cannot be read, or is no ONNX model.</exception>
    public static bool IsOwn(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Metadata.Describes(OnnxFile.Parse(OnnxFile.ReadBytes(path), path));
    }

    /// <summary>Reads the bytes of <see cref="OnnxExport.ToBytes"/>.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="source">Where they come from, for messages.</param>
    /// <returns>The model, without the record of its training.</returns>
    /// <exception cref="GliaException">The bytes are cut, damaged, changed, or of another maker; the message says what to do.</exception>
    public static TabularModel FromBytes(byte[] bytes, string source)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentException.ThrowIfNullOrEmpty(source);
        ModelProto file = OnnxFile.Parse(bytes, source);
        var tensors = new TensorReader(file.Graph, source);
        var metadata = Metadata.ReadFrom(file, source);
        try
        {
            return Build(metadata, tensors);
        }
        catch (GliaException error) when (!error.Message.StartsWith(source, StringComparison.Ordinal))
        {
            throw new GliaException($"{source}: {error.Message}", error);
        }
        catch (Exception error) when (error is ArgumentException or NullReferenceException or OverflowException or InvalidOperationException)
        {
            throw new GliaException($"{source}: The parts of this file do not fit together ({Text.Short(error.Message)}). Export the model again.", error);
        }
    }

    private static TabularModel Build(Metadata metadata, TensorReader tensors)
    {
        var preprocessor = Preprocessor.FromJson(metadata.Preprocessor);
        NetworkDescription description = metadata.Network;
        if (description.Inputs != preprocessor.Width)
        {
            throw new GliaException($"The columns make {preprocessor.Width} inputs and the network takes {description.Inputs}. Export the model again.");
        }

        // Sizes agree with what the file holds before a network of these sizes is made.
        long[][] shapes = [.. WeightShapes.Of(description.Inputs, description.Layers)];
        if (shapes.Length != metadata.Weights.Count)
        {
            throw new GliaException($"The network needs {shapes.Length} tensors of weights and the file names {metadata.Weights.Count}. Export the model again.");
        }

        for (int i = 0; i < shapes.Length; i++)
        {
            tensors.Require(metadata.Weights[i], shapes[i]);
        }

        // The seed does not matter: every value is replaced.
        var network = Network.Create(description.Inputs, description.Layers, seed: 0);
        Fill(network, metadata.Weights, tensors);
        return TabularModel.Create(metadata.Schema, preprocessor, network, metadata.Output);
    }

    private static void Fill(Network network, IReadOnlyList<string> names, TensorReader tensors)
    {
        int next = 0;
        foreach (Layer layer in network.Layers)
        {
            foreach (Parameter parameter in layer.Parameters)
            {
                tensors.Copy(names[next++], parameter.Values);
            }

            foreach (StateTensor state in layer.State)
            {
                tensors.Copy(names[next++], state.Values);
            }
        }
    }
}
