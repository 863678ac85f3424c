using System.Buffers;
using Glia.Kernels.Activations;
using Glia.Kernels.Products;
using Glia.Kernels.Randomness;
using Glia.Networks.Files;
using Glia.Networks.Layers;

namespace Glia.Networks;

/// <summary>
/// An ordered list of layers over one flat array of parameters. Predicting is thread-safe as long as nobody changes values;
/// training is the <see cref="Trainer"/>'s.
/// </summary>
public sealed class Network
{
    /// <summary>Floats in a prediction buffer: a piece of this size stays in the second-level cache with its neighbours.</summary>
    private const int PieceLength = 32768;

    /// <summary>Rows of a piece at least: weights are read anew for each, and shorter ones would spend their time on that (16 rows of 2048 took three times as long).</summary>
    private const int LeastRows = 384;

    private readonly ParameterStore _store = new();
    private readonly Layer[] _layers;
    private readonly LayerGroup[] _groups;

    private Network(int inputs, IReadOnlyList<LayerSpec> specs)
    {
        Inputs = inputs;
        Spec = [.. specs];
        _layers = new Layer[Spec.Count];
        HashSet<string> taken = new(StringComparer.Ordinal);
        int number = 0;
        int width = inputs;
        for (int i = 0; i < _layers.Length; i++)
        {
            number += Spec[i] is DenseSpec ? 1 : 0;
            _layers[i] = Spec[i].Build(new LayerPlace(number, width, ActivationAfter(i), _store, taken, i == _layers.Length - 1));
            width = _layers[i].Outputs;
            Widest = Math.Max(Widest, width);
        }

        Outputs = width;
        _groups = LayerGroup.Of(_layers);
        Parameters = [.. _layers.SelectMany(layer => layer.Parameters)];
    }

    /// <summary>Gets the width of the input.</summary>
    public int Inputs { get; }

    /// <summary>Gets the width of the output.</summary>
    public int Outputs { get; }

    /// <summary>Gets the layers in order.</summary>
    public IReadOnlyList<Layer> Layers => _layers;

    /// <summary>Gets what the layers were made from.</summary>
    public IReadOnlyList<LayerSpec> Spec { get; }

    /// <summary>Gets all parameters, in the order of <see cref="Values"/>.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Gets the values of all parameters, one after the other; writable.</summary>
    public Span<float> Values => _store.Values.AsSpan(0, _store.Length);

    /// <summary>Gets the values of all state tensors, one after the other; writable.</summary>
    public Span<float> StateValues => _store.State;

    /// <summary>The arrays themselves.</summary>
    internal ParameterStore Store => _store;

    /// <summary>All layers again, those together that run together.</summary>
    internal ReadOnlySpan<LayerGroup> Groups => _groups;

    /// <summary>Width of the widest layer.</summary>
    internal int Widest { get; }

    /// <summary>Makes a network and draws its start.</summary>
    /// <param name="inputs">Width of the input.</param>
    /// <param name="layers">The layers in order, at least one.</param>
    /// <param name="seed">
    /// Where the draw starts: every layer draws from its own stream, found by seed and layer name, so that a layer added or changed
    /// elsewhere changes nothing here.
    /// </param>
    /// <returns>The network.</returns>
    /// <exception cref="GliaException">A layer cannot be made; the message says which and why.</exception>
    public static Network Create(int inputs, IReadOnlyList<LayerSpec> layers, ulong seed)
    {
        Network network = Declare(inputs, layers);
        network._store.Allocate();
        RandomStream stream = new RandomStream(seed).Split("initialization");
        foreach (Layer layer in network._layers)
        {
            layer.Initialize(stream.Split(layer.Name));
        }

        return network;
    }

    /// <summary>Reads a network from a file of <see cref="Save(string)"/>.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The network, to the bit.</returns>
    /// <exception cref="GliaException">The file is missing, cut, damaged or of another kind; the message says what to do.</exception>
    public static Network Load(string path) => NetworkFile.Read(FileContent.ReadAll(path), path);

    /// <summary>Reads a network from the bytes of <see cref="ToBytes"/>.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="source">Name of where they come from, for messages.</param>
    /// <returns>The network, to the bit.</returns>
    /// <exception cref="GliaException">The bytes are cut, damaged or of another kind; the message says what to do.</exception>
    public static Network FromBytes(ReadOnlyMemory<byte> content, string source) => NetworkFile.Read(content, source);

    /// <summary>Writes specification, parameters and state to a file; the file is whole or, on failure, as it was before.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="GliaException">The file cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, Save);

    /// <summary>Writes specification, parameters and state.</summary>
    /// <param name="stream">Where to.</param>
    public void Save(Stream stream) => NetworkFile.Write(stream, this);

    /// <summary>Gets specification, parameters and state as bytes.</summary>
    /// <returns>The same content as a file of <see cref="Save(string)"/>.</returns>
    public byte[] ToBytes()
    {
        using MemoryStream stream = new();
        Save(stream);
        return stream.ToArray();
    }

    /// <summary>
    /// Gets the SHA-256 over parameters, then state, as little-endian float32, in lower-case hex: equal hashes, equal networks of one
    /// specification.
    /// </summary>
    /// <returns>64 characters.</returns>
    public string WeightsSha256() => WeightsHash.Of(Values, StateValues);

    /// <summary>
    /// Predicts: the raw outputs of the last layer, without loss-specific functions (logits stay logits). Thread-safe; allocates nothing in
    /// the long run.
    /// </summary>
    /// <param name="x">Rows, <c>[rows, Inputs]</c>.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="y">Gets the outputs, <c>[rows, Outputs]</c>. A row's result depends on that row only, to the bit.</param>
    public void Predict(ReadOnlySpan<float> x, int rows, Span<float> y) => Predict(x, rows, y, null);

    /// <summary>Predicts and keeps every layer's output, to look at.</summary>
    /// <param name="x">Rows, <c>[rows, Inputs]</c>; copied.</param>
    /// <param name="rows">Number of rows.</param>
    /// <returns>All outputs.</returns>
    public ForwardPass Run(ReadOnlySpan<float> x, int rows)
    {
        CheckLength(x.Length, rows, Inputs, nameof(x));
        float[][] outputs = new float[_layers.Length + 1][];
        outputs[0] = x.ToArray();
        for (int i = 0; i < _layers.Length; i++)
        {
            outputs[i + 1] = new float[checked(rows * _layers[i].Outputs)];
            _layers[i].Infer(outputs[i], rows, outputs[i + 1], null);
        }

        return new ForwardPass(rows, outputs);
    }

    internal static Network Declare(int inputs, IReadOnlyList<LayerSpec> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        if (layers.Count == 0 || layers.Any(layer => layer is null))
        {
            throw new GliaException("A network needs at least one layer, and no layer may be empty.");
        }

        return new Network(inputs, layers);
    }

    internal void Predict(ReadOnlySpan<float> x, int rows, Span<float> y, Team? team)
    {
        CheckLength(x.Length, rows, Inputs, nameof(x));
        CheckLength(y.Length, rows, Outputs, nameof(y));
        int piece = Math.Min(rows, Math.Max(LeastRows, PieceLength / Widest));
        float[] even = ArrayPool<float>.Shared.Rent(piece * Widest);
        float[] odd = ArrayPool<float>.Shared.Rent(piece * Widest);
        for (int start = 0; start < rows; start += piece)
        {
            int count = Math.Min(piece, rows - start);
            PredictPiece(x.Slice(start * Inputs, count * Inputs), count, y.Slice(start * Outputs, count * Outputs), even, odd, team);
        }

        ArrayPool<float>.Shared.Return(even);
        ArrayPool<float>.Shared.Return(odd);
    }

    private void PredictPiece(ReadOnlySpan<float> x, int rows, Span<float> y, float[] even, float[] odd, Team? team)
    {
        ReadOnlySpan<float> input = x;
        Span<float> spare = even;
        Span<float> taken = odd;
        foreach (LayerGroup group in _groups)
        {
            int last = group.First + group.Count - 1;
            Span<float> output = last == _layers.Length - 1 ? y : spare[..(rows * _layers[last].Outputs)];
            group.Infer(input, rows, output, team);
            input = output;
            Span<float> free = taken;
            taken = spare;
            spare = free;
        }
    }

    /// <summary>The next activation after layer i, before the next dense layer.</summary>
    private Activation? ActivationAfter(int i) =>
        Spec.Skip(i + 1).TakeWhile(spec => spec is not DenseSpec).OfType<ActivationSpec>().FirstOrDefault()?.Resolve();

    private static void CheckLength(int length, int rows, int width, string name)
    {
        if (rows < 0 || length != (long)rows * width)
        {
            throw new ArgumentException(Invariant($"{rows} rows of width {width} are {(long)rows * width} values; got {length}."), name);
        }
    }
}
