using Glia.Tabular;
using Microsoft.ML.OnnxRuntime;

namespace Glia.Benchmarks.Predicting;

/// <summary>Rows as ONNX Runtime takes them: a tensor a column, made once and not copied.</summary>
internal sealed class OrtRows : IDisposable
{
    private readonly InferenceSession _session;
    private readonly Dictionary<string, OrtValue> _inputs = new(StringComparer.Ordinal);
    private readonly RunOptions _options = new();

    public OrtRows(InferenceSession session, Table rows, TabularModel model)
    {
        _session = session;
        long[] shape = [rows.Rows, 1];
        foreach ((string name, NodeMetadata metadata) in session.InputMetadata)
        {
            Feature feature = model.Preprocessor.Features.First(each => each.Name == name);
            Column column = rows[feature.Name];
            _inputs.Add(name, metadata.IsString ? Texts(column, shape)
                : metadata.ElementType == typeof(double) ? OrtValue.CreateTensorValueFromMemory(((NumberColumn)column).Values.ToArray(), shape)
                : OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(((NumberColumn)column).Values.ToArray(), value => (float)value), shape));
        }
    }

    public void Run()
    {
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(_options, _inputs, _session.OutputNames);
    }

    public float[] Outputs()
    {
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(_options, _inputs, _session.OutputNames);
        return outputs[outputs.Count - 1].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose()
    {
        foreach (OrtValue input in _inputs.Values)
        {
            input.Dispose();
        }

        _options.Dispose();
    }

    private static OrtValue Texts(Column column, long[] shape)
    {
        OrtValue made = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, shape);
        for (int row = 0; row < column.Rows; row++)
        {
            made.StringTensorSetElementAt((column.TextAt(row) ?? "").AsSpan(), row);
        }

        return made;
    }
}
