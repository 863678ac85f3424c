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
