using Glia.Networks;
using Glia.Networks.Layers;
using Glia.Onnx.Files;
using Glia.Onnx.Graphs;
using Glia.Onnx.Importing;
using Glia.Onnx.Wire;
using Glia.Tabular;

namespace Glia.Onnx;

/// <summary>
/// Reads models. Of those that Glia exported, columns and layers come from the description that Glia writes beside the graph, weights from
/// the graph itself, so that edited weights count; predictions have the same bits as before the export. Of those of other makers, dense networks are read from
/// the graph, with scaling and encoding of columns in front; what cannot be read is named with its node.
/// </summary>
public static class OnnxImport
{
    /// <summary>Reads a file of <see cref="OnnxExport.Save"/>, or a dense network of another maker.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What a model of another maker does not say of itself; null for the defaults.</param>
    /// <returns>The model, without the record of its training.</returns>
    /// <exception cref="GliaException">The file is missing, cut, damaged or changed, or no dense network; the message says what to do.</exception>
    public static TabularModel Load(string path, ImportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes = OnnxFile.ReadBytes(path);
        return Metadata.IsDescribed(OnnxFile.Parse(bytes, path)) ? FromBytes(bytes, path) : DenseFromBytes(bytes, path, options).Model;
    }

    /// <summary>Reads a dense network with its preprocessing from the graph alone, whoever made it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What the model does not say of itself; null for the defaults.</param>
    /// <returns>The model, and what was decided on the way.</returns>
    /// <exception cref="GliaException">The file is missing, cut or damaged, or its graph is no chain of dense layers; the message names the node that is none.</exception>
    public static ImportedModel LoadDense(string path, ImportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return DenseFromBytes(OnnxFile.ReadBytes(path), path, options);
    }

    /// <summary>Reads a dense network as <see cref="LoadDense"/> does; what it does not say of itself, the columns of a table tell.</summary>
    /// <param name="path">The file.</param>
    /// <param name="table">The table whose rows it is to take.</param>
    /// <param name="options">What is known; null for nothing.</param>
    /// <returns>The model, and what was decided on the way.</returns>
    /// <exception cref="GliaException">As there, or the columns of the table do not fill the model's inputs.</exception>
    public static ImportedModel LoadForTable(string path, Table table, ImportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(table);
        return Guarded(OnnxFile.ReadBytes(path), path, dense =>
        {
            List<string> notes = [];
            ImportedModel read = TabularBuilder.Build(dense, ColumnChoice.Complete(dense, table, options ?? new ImportOptions(), notes));
            return read with { Notes = [.. notes, .. read.Notes] };
        });
    }

    /// <summary>Reads a dense network from bytes, as <see cref="LoadDense"/> does from a file.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="source">Where they come from, for messages.</param>
    /// <param name="options">What the model does not say of itself; null for the defaults.</param>
    /// <returns>The model, and what was decided on the way.</returns>
    /// <exception cref="GliaException">The bytes are cut or damaged, or the graph is no chain of dense layers.</exception>
    public static ImportedModel DenseFromBytes(byte[] bytes, string source, ImportOptions? options = null) =>
        Guarded(bytes, source, dense => TabularBuilder.Build(dense, options ?? new ImportOptions()));

    /// <summary>
    /// Reads a dense network of numbers from the graph alone: one input a column in the order of the graph's inputs, scaling folded into the first layer, softmax or
    /// sigmoid at the end a layer of its own.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>The network.</returns>
    /// <exception cref="GliaException">The file is missing, cut or damaged, or its graph is no chain of dense layers; the message names the node that is none.</exception>
    public static Network LoadNetwork(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Guarded(OnnxFile.ReadBytes(path), path, dense => dense.Whole());
    }

    /// <summary>Reads a graph as a dense model and makes something of it, whatever is wrong with the file.</summary>
    internal static T Guarded<T>(byte[] bytes, string source, Func<DenseModel, T> make)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentException.ThrowIfNullOrEmpty(source);
        return Guarded(source, () => make(DenseModel.Read(OnnxFile.Parse(bytes, source), source)));
    }

    /// <summary>Does something with a graph that nobody vouches for: whatever is wrong with it is said of its file.</summary>
    internal static T Guarded<T>(string source, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (GliaException error) when (!error.Message.Contains(source, StringComparison.Ordinal))
        {
            throw new GliaException($"{source}: {error.Message}", error);
        }
        catch (Exception error) when (error is ArgumentException or NullReferenceException or OverflowException or InvalidOperationException or IndexOutOfRangeException or FormatException or KeyNotFoundException)
        {
            throw new GliaException($"{source}: The parts of this graph do not fit together ({Text.Short(error.Message)}). Export the model again.", error);
        }
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
        int each = WeightShapes.Of(description.Inputs, description.Layers).Count();
        IReadOnlyList<LayerSpec>[] members = description.Others is { } others
            ? [description.Layers, .. others]
            : [.. Enumerable.Repeat(description.Layers, each == 0 ? 1 : Math.Max(1, metadata.Weights.Count / each))];
        long[][] shapes = [.. members.SelectMany(layers => WeightShapes.Of(description.Inputs, layers))];
        if (shapes.Length != metadata.Weights.Count)
        {
            throw new GliaException($"The network needs {shapes.Length} tensors of weights and the file names {metadata.Weights.Count}. Export the model again.");
        }

        for (int i = 0; i < metadata.Weights.Count; i++)
        {
            tensors.Require(metadata.Weights[i], shapes[i]);
        }

        // The seed does not matter: every value is replaced. The networks of an ensemble stand one after the other.
        int next = 0;
        var networks = new List<Network>();
        foreach (IReadOnlyList<LayerSpec> layers in members)
        {
            networks.Add(Network.Create(description.Inputs, layers, seed: 0));
            Fill(networks[^1], metadata.Weights, ref next, tensors);
        }

        return TabularModel.CreateEnsemble(metadata.Schema, preprocessor, networks, metadata.Output);
    }

    private static void Fill(Network network, IReadOnlyList<string> names, ref int next, TensorReader tensors)
    {
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
