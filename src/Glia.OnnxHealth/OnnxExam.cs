using Glia.Health;
using Glia.Health.Certificates;
using Glia.Onnx.Files;
using Glia.Onnx.Reading;
using Glia.Tabular;
using Microsoft.ML.OnnxRuntime;

namespace Glia.OnnxHealth;

/// <summary>
/// Health of an ONNX model of any maker: what enters and leaves every activation is tapped while ONNX Runtime runs the rows of a table, and every unit
/// and channel is judged as <see cref="HealthExam"/> judges those of Glia's own networks. The file is not changed.
/// </summary>
public static class OnnxExam
{
    /// <summary>Rows of a batch, and memory for what is tapped of it.</summary>
    private const int MostRows = 1024;
    private const long MostTappedBytes = 128L << 20;

    /// <summary>Examines a model.</summary>
    /// <param name="path">The model, opset 7 or later; tensors in files of their own lie beside it.</param>
    /// <param name="table">The rows.</param>
    /// <param name="options">Columns, shapes, thresholds; null for the defaults.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <returns>Every unit and every finding; and what was decided on the way.</returns>
    /// <exception cref="GliaException">The file cannot be read or run, or table and model do not fit; the message says what to do.</exception>
    public static OnnxExamResult Examine(string path, Table table, OnnxExamOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(table);
        options ??= new OnnxExamOptions();
        if (table.Rows == 0)
        {
            throw new GliaException($"{table.Source} has no rows, so nothing can be seen of the model.");
        }

        List<string> notes = [];
        TappedModel model = TappedModel.Read(path);
        IReadOnlyList<ModelInput> inputs = InputPlan.Of(model.Graph, table, options, notes);
        using var runner = new ModelRunner(model, options);
        var pass = new Pass(model, inputs, options, notes);
        long batch = inputs.Select(input => input.Shape[0]).FirstOrDefault(rows => rows > 0);
        if (inputs.Any(input => input.Shape[0] > 0 && input.Shape[0] != batch))
        {
            throw new GliaException($"{path}: The inputs of this model want different numbers of rows at a time.");
        }

        for (int row = 0; row < table.Rows;)
        {
            cancel.ThrowIfCancellationRequested();
            int size = batch > 0 ? (int)Math.Min(batch, MostRows * 64L) : pass.BatchRows;
            int real = Math.Min(size, table.Rows - row);

            // A fixed batch is filled up with its last row, which does not count.
            int[] rows = [.. Enumerable.Range(row, batch > 0 ? size : real).Select(each => Math.Min(each, row + real - 1))];
            pass.Run(runner, rows, real, cancel);
            row += real;
        }

        return new OnnxExamResult(DenseProofs.Add(pass.Report, model.Graph, inputs, table, options, notes, cancel), table.Rows, notes);
    }

    /// <summary>The rows' way through the model.</summary>
    private sealed class Pass(TappedModel model, IReadOnlyList<ModelInput> inputs, OnnxExamOptions options, List<string> notes)
    {
        private readonly int _width = Math.Max(1, inputs.Where(input => input.IsNumeric).Sum(input => input.Columns.Count));
        private readonly List<(int Site, TapShape Shape)> _taps = [];
        private TappedExam? _exam;
        private float[] _roomZ = [];
        private float[] _roomY = [];

        /// <summary>Gets the rows of the next batch: one until sizes are known.</summary>
        public int BatchRows { get; private set; } = 1;

        public HealthReport Report(IReadOnlyList<UnitCertificate>? certificates) => _exam!.Report(certificates);

        public void Run(ModelRunner runner, int[] rows, int real, CancellationToken cancel)
        {
            Dictionary<string, OrtValue> values = inputs.ToDictionary(input => input.Name, input => input.Tensor(rows, model.Graph.Source), StringComparer.Ordinal);
            try
            {
                string[] wanted = [.. (_exam is null ? Enumerable.Range(0, model.Sites.Count) : _taps.Select(tap => tap.Site)).SelectMany(site => new[] { TappedModel.Z(site), TappedModel.Y(site) })];
                using IDisposableReadOnlyCollection<OrtValue> tapped = runner.Run(values, wanted, cancel);
                if (_exam is null)
                {
                    Measure(tapped, rows.Length);
                    Add(tapped, rows, real, all: true);
                }
                else
                {
                    Add(tapped, rows, real, all: false);
                }
            }
            finally
            {
                foreach (OrtValue value in values.Values)
                {
                    value.Dispose();
                }
            }
        }

        private void Measure(IDisposableReadOnlyCollection<OrtValue> tapped, int rows)
        {
            List<TappedLayer> layers = [];
            var names = new HashSet<string>(StringComparer.Ordinal);
            long bytes = 0;
            for (int i = 0; i < model.Sites.Count; i++)
            {
                ActivationSite site = model.Sites[i];
                long[] z = tapped[2 * i].GetTensorTypeAndShape().Shape, y = tapped[(2 * i) + 1].GetTensorTypeAndShape().Shape;
                string name = Text.Short(site.Name);
                if (!z.AsSpan().SequenceEqual(y) || TapShape.Of(z, rows, site.Axis) is not { } shape)
                {
                    notes.Add($"'{name}' was not looked at: its shape [{string.Join(", ", z)}] does not say which values belong to which row.");
                    continue;
                }

                for (int number = 2; !names.Add(name); number++)
                {
                    name = Invariant($"{Text.Short(site.Name)}_{number}");
                }

                _taps.Add((i, shape));
                bytes += 2L * sizeof(float) * shape.Units * shape.Positions;
                layers.Add(new TappedLayer(name, site.Activation, shape.Units, site.IsOutput));
            }

            if (layers.Count == 0)
            {
                throw new GliaException($"{model.Graph.Source}: {string.Join(" ", notes)} No activation is left to be judged.");
            }

            BatchRows = (int)Math.Clamp(MostTappedBytes / Math.Max(1, bytes), 1, MostRows);
            _exam = new TappedExam(layers, _width, options.Health);
        }

        private void Add(IDisposableReadOnlyCollection<OrtValue> tapped, int[] rows, int real, bool all)
        {
            float[] x = new float[real * _width];
            int first = 0;
            foreach (ModelInput input in inputs.Where(input => input.IsNumeric))
            {
                input.CopyTo(rows.AsSpan(0, real), x, _width, first);
                first += input.Columns.Count;
            }

            _exam!.AddInputs(x, real);
            for (int layer = 0; layer < _taps.Count; layer++)
            {
                (int site, TapShape shape) = _taps[layer];
                int at = 2 * (all ? site : layer);
                ReadOnlySpan<float> z = tapped[at].GetTensorDataAsSpan<float>(), y = tapped[at + 1].GetTensorDataAsSpan<float>();
                if (z.Length != y.Length || z.Length != (long)rows.Length * shape.Units * shape.Positions)
                {
                    throw new GliaException($"{model.Graph.Source}: The shape of '{Text.Short(model.Sites[site].Name)}' changes from batch to batch, so rows cannot be told apart.");
                }

                _exam.Add(layer, shape.InOrder(z, real, ref _roomZ), shape.InOrder(y, real, ref _roomY), real);
            }
        }
    }
}
