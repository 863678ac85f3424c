using Glia.Health;
using Glia.MLNet.Data;
using Glia.MLNet.Hosting;
using Glia.MLNet.Scoring;
using Glia.Tabular;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Glia.MLNet;

/// <summary>Adds the predictions of a network to rows. Part of ML.NET's model files; safe for use by many threads.</summary>
public sealed class GliaTransformer : ISingleFeaturePredictionTransformer<TabularModel>
{
    private const int FileVersion = 1;

    private readonly FeatureColumn _features;
    private readonly LabelColumn _label;

    internal GliaTransformer(TabularModel model, FeatureColumn features, LabelColumn label)
    {
        (Model, _features, _label) = (model, features, label);
        FeatureColumnType = new VectorDataViewType(NumberDataViewType.Single, features.Slots.Length);
        Scorer = new Scorer(model, features.Slots, label);
    }

    /// <summary>Gets the network with its preprocessing, the record of its fit, and everything else that Glia offers of a model.</summary>
    public TabularModel Model { get; }

    /// <summary>Gets the health of every unit, seen during the fit; null for a model that was loaded, or not watched.</summary>
    public HealthReport? Health => Model.Health;

    /// <inheritdoc/>
    public string FeatureColumnName => _features.Name;

    /// <inheritdoc/>
    public DataViewType FeatureColumnType { get; }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    internal Scorer Scorer { get; }

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return Bind(inputSchema).OutputSchema;
    }

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return Bind(inputSchema);
    }

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoredView(input, Bind(input.Schema));
    }

    /// <summary>Writes the network and what belongs to its columns.</summary>
    /// <param name="ctx">Where ML.NET wants it.</param>
    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        BinaryWriter writer = Saving.Begin(ctx);
        writer.Write(FileVersion);
        writer.Write(_features.Name);
        writer.Write(_features.Slots.Length);
        foreach (string slot in _features.Slots)
        {
            writer.Write(slot);
        }

        writer.Write(_label.Name);
        writer.Write(_label.Task.ToString());
        writer.Write(_label.Keys);
        writer.Write(_label.Values is not null);
        _label.Values?.Write(writer);
        byte[] model = Model.ToBytes();
        writer.Write(model.Length);
        writer.Write(model);
    }

    /// <summary>Called by ML.NET, which finds it by its name; the context is of a type that it keeps to itself.</summary>
    private static GliaTransformer Create(IHostEnvironment environment, object context)
    {
        _ = environment;
        BinaryReader reader = Saving.Reader(context);
        int version = reader.ReadInt32();
        if (version != FileVersion)
        {
            throw new GliaException($"The model file has version {version} of a network of Glia; this Glia.MLNet reads version {FileVersion}. Use the Glia.MLNet that wrote it, or a newer one.");
        }

        string features = reader.ReadString();
        string[] slots = new string[Bounded(reader, reader.ReadInt32())];
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] = reader.ReadString();
        }

        string name = reader.ReadString();
        TaskKind task = Enum.TryParse(reader.ReadString(), out TaskKind known) ? known : throw Damaged();
        int keys = reader.ReadInt32();
        KeyNames? values = reader.ReadBoolean() ? KeyNames.Read(reader, Bounded(reader, keys)) : null;
        byte[] model = new byte[Bounded(reader, reader.ReadInt32())];
        reader.BaseStream.ReadExactly(model);
        return new GliaTransformer(TabularModel.FromBytes(model, "the model file"), new FeatureColumn(features, slots), new LabelColumn(name, task, keys, values));
    }

    private static int Bounded(BinaryReader reader, int count) => count >= 0 && count <= reader.BaseStream.Length ? count : throw Damaged();

    private static GliaException Damaged() => new("The model file is damaged: the part of Glia's network cannot be understood. Save the model again, or take a copy that is whole.");

    private Mapper Bind(DataViewSchema input) => new(input, this, _features, _label);
}
