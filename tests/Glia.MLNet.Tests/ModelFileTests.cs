using Microsoft.ML;

namespace Glia.MLNet.Tests;

/// <summary>Saved and loaded within ML.NET's model files.</summary>
public sealed class ModelFileTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void A_chain_comes_back_to_the_bit_in_a_context_that_knows_nothing_of_it()
    {
        IDataView data = Views.View(_context);
        var pipeline = _context.Transforms.Conversion.MapValueToKey("Label").Append(_context.MulticlassClassification.Trainers.Glia(fit: Views.Quick))
            .Append(_context.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        var model = pipeline.Fit(data);
        using var file = new MemoryStream();
        _context.Model.Save(model, data.Schema, file);
        file.Position = 0;
        MLContext other = new MLContext().AddGlia();
        ITransformer loaded = other.Model.Load(file, out DataViewSchema schema);
        Assert.Contains(schema, c => c.Name == "Features");
        IDataView before = model.Transform(data), after = loaded.Transform(Views.View(other));
        Assert.Equal(Views.Scores(before).Select(Views.Text), Views.Scores(after).Select(Views.Text));
        Assert.Equal(before.Preview(200).RowView.Select(r => r.Values[^2].Value?.ToString()), after.Preview(200).RowView.Select(r => r.Values[^2].Value?.ToString()));
        Assert.Equal(before.Schema.Select(c => c.Name), after.Schema.Select(c => c.Name));
    }

    /// <summary>Labels of every type that a double does not hold, or that is no number: keys of them are turned back, also by a model that was loaded.</summary>
    [Fact]
    public void Keys_of_truth_values_and_of_long_numbers_are_turned_back()
    {
        const long far = (1L << 53) + 1;
        KeyedRow[] rows = [.. Views.Iris().Select(flower => new KeyedRow { Features = flower.Features, Truth = flower.IsFirst, Whole = flower.IsFirst ? far : -far, Large = flower.IsFirst ? ulong.MaxValue : 7 })];
        IDataView data = _context.Data.LoadFromEnumerable(rows);
        Assert.Equal(rows.Select(row => row.Truth), Turned<bool>(nameof(KeyedRow.Truth)));
        Assert.Equal(rows.Select(row => row.Whole), Turned<long>(nameof(KeyedRow.Whole)));
        Assert.Equal(rows.Select(row => row.Large), Turned<ulong>(nameof(KeyedRow.Large)));

        IEnumerable<T> Turned<T>(string label)
        {
            var pipeline = _context.Transforms.Conversion.MapValueToKey("Label", label).Append(_context.MulticlassClassification.Trainers.Glia(fit: Views.Quick))
                .Append(_context.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
            using var file = new MemoryStream();
            var model = pipeline.Fit(data);
            _context.Model.Save(model, data.Schema, file);
            file.Position = 0;
            T[] said = [.. Microsoft.ML.Data.ColumnCursorExtensions.GetColumn<T>(model.Transform(data), "PredictedLabel")];
            ITransformer loaded = new MLContext().AddGlia().Model.Load(file, out _);
            Assert.Equal(said, Microsoft.ML.Data.ColumnCursorExtensions.GetColumn<T>(loaded.Transform(data), "PredictedLabel"));
            return said;
        }
    }

    private sealed class KeyedRow
    {
        [Microsoft.ML.Data.VectorType(4)]
        public float[] Features { get; set; } = [];

        public bool Truth { get; set; }

        public long Whole { get; set; }

        public ulong Large { get; set; }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void So_do_single_transformers_of_other_tasks(bool binary)
    {
        IDataView data = Views.View(_context);
        GliaTransformer model = binary
            ? _context.BinaryClassification.Trainers.Glia(nameof(FlowerRow.IsFirst), fit: Views.Quick).Fit(data)
            : _context.Regression.Trainers.Glia(nameof(FlowerRow.Number), fit: Views.Quick).Fit(data);
        using var file = new MemoryStream();
        _context.Model.Save(model, data.Schema, file);
        file.Position = 0;
        var loaded = Assert.IsType<GliaTransformer>(new MLContext().AddGlia().Model.Load(file, out _));
        Assert.Equal(model.Model.Network.WeightsSha256(), loaded.Model.Network.WeightsSha256());
        float[] Of(ITransformer t) => [.. Microsoft.ML.Data.ColumnCursorExtensions.GetColumn<float>(t.Transform(data), "Score")];
        Assert.Equal(Views.Text(Of(model)), Views.Text(Of(loaded)));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(900)]
    public void A_damaged_file_is_refused(int at)
    {
        IDataView data = Views.View(_context);
        using var file = new MemoryStream();
        _context.Model.Save(_context.Regression.Trainers.Glia(nameof(FlowerRow.Number), fit: Views.Quick).Fit(data), data.Schema, file);
        byte[] bytes = file.ToArray();
        bytes[at] ^= 0x55;
        Assert.ThrowsAny<Exception>(() => new MLContext().AddGlia().Model.Load(new MemoryStream(bytes), out _));
    }
}
