using Microsoft.ML.OnnxRuntime;

namespace Glia.Onnx.Tests;

/// <summary>Runs ONNX bytes with ONNX Runtime on the processor.</summary>
internal sealed class Runtime : IDisposable
{
    private readonly InferenceSession _session;

    public Runtime(byte[] model)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _session = new InferenceSession(model, options);
    }

    public IReadOnlyDictionary<string, NodeMetadata> Inputs => _session.InputMetadata;

    public IReadOnlyDictionary<string, NodeMetadata> Outputs => _session.OutputMetadata;

    public IReadOnlyDictionary<string, string> Metadata => _session.ModelMetadata.CustomMetadataMap;

    public IReadOnlyDictionary<string, Array> Run(IReadOnlyDictionary<string, Array> columns)
    {
        var inputs = new Dictionary<string, OrtValue>(StringComparer.Ordinal);
        try
        {
            foreach ((string name, Array column) in columns)
            {
                inputs.Add(name, Wrap(column));
            }

            using var options = new RunOptions();
            using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(options, inputs, _session.OutputNames);
            return _session.OutputNames.Zip(outputs).ToDictionary(pair => pair.First, pair => Unwrap(pair.Second), StringComparer.Ordinal);
        }
        finally
        {
            foreach (OrtValue value in inputs.Values)
            {
                value.Dispose();
            }
        }
    }

    public void Dispose() => _session.Dispose();

    private static OrtValue Wrap(Array column)
    {
        long[] shape = [column.Length, 1];
        switch (column)
        {
            case float[] singles:
                return OrtValue.CreateTensorValueFromMemory(singles, shape);
            case double[] doubles:
                return OrtValue.CreateTensorValueFromMemory(doubles, shape);
            case string[] texts:
                OrtValue value = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, shape);
                for (int row = 0; row < texts.Length; row++)
                {
                    value.StringTensorSetElementAt(texts[row].AsSpan(), row);
                }

                return value;
            default:
                throw new ArgumentException($"No input of {column.GetType()}.", nameof(column));
        }
    }

    private static Array Unwrap(OrtValue value) => value.GetTensorTypeAndShape().ElementDataType switch
    {
        Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float => value.GetTensorDataAsSpan<float>().ToArray(),
        Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Int64 => value.GetTensorDataAsSpan<long>().ToArray(),
        Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.String => value.GetStringTensorAsArray(),
        var other => throw new ArgumentException($"No output of {other}.", nameof(value)),
    };
}
