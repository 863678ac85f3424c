using System.Diagnostics;
using System.Runtime.InteropServices;
using Glia.Tabular;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Glia.OnnxHealth;

/// <summary>Runs a model and its pruned one side by side on the rows of a table.</summary>
internal sealed class PruneComparison(ModelRunner before, ModelRunner after, IReadOnlyList<ModelInput> inputs, Table table, string path)
{
    /// <summary>Rows of a run, where the model leaves their number open.</summary>
    private const int MostRows = 1024;

    /// <summary>Runs that are timed: the least counts.</summary>
    private const int Rounds = 5;

    public OnnxPruneCheck Run(CancellationToken cancel)
    {
        long batch = inputs.Select(input => input.Shape[0]).FirstOrDefault(rows => rows > 0);
        int size = batch > 0 ? (int)Math.Min(batch, MostRows * 64L) : MostRows;
        (double largest, bool same, double old, double now) = (0, true, 0, 0);
        for (int first = 0; first < table.Rows; first += size)
        {
            // A fixed batch is filled up with its last row.
            int count = batch > 0 ? size : Math.Min(size, table.Rows - first);
            int[] rows = [.. Enumerable.Range(first, count).Select(row => Math.Min(row, table.Rows - 1))];
            Dictionary<string, OrtValue> values = inputs.ToDictionary(input => input.Name, input => input.Tensor(rows, path), StringComparer.Ordinal);
            try
            {
                (IReadOnlyList<byte[]> was, double[] wasNumbers, double wasSeconds) = Outputs(before, values, cancel);
                (IReadOnlyList<byte[]> becomes, double[] numbers, double seconds) = Outputs(after, values, cancel);
                same &= was.Count == becomes.Count && was.Zip(becomes).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
                largest = wasNumbers.Zip(numbers, (a, b) => a.Equals(b) ? 0 : Math.Abs(a - b)).Append(largest).Max();
                (old, now) = (old + wasSeconds, now + seconds);
            }
            finally
            {
                foreach (OrtValue value in values.Values)
                {
                    value.Dispose();
                }
            }
        }

        return new OnnxPruneCheck(largest, same, old, now);
    }

    /// <summary>Tensors of floats and whole numbers; texts and maps follow from them.</summary>
    private static (IReadOnlyList<byte[]> Bits, double[] Numbers, double Seconds) Outputs(ModelRunner model, Dictionary<string, OrtValue> values, CancellationToken cancel)
    {
        double least = double.PositiveInfinity;
        for (int round = 1; ; round++)
        {
            long started = Stopwatch.GetTimestamp();
            using IDisposableReadOnlyCollection<OrtValue> outputs = model.Run(values, model.Outputs, cancel);
            least = Math.Min(least, Stopwatch.GetElapsedTime(started).TotalSeconds);
            if (round < Rounds)
            {
                continue;
            }

            OrtValue[] tensors = [.. outputs.Where(output => output.OnnxType == OnnxValueType.ONNX_TYPE_TENSOR)];
            List<byte[]> bits = [];
            List<double> numbers = [];
            foreach (OrtValue tensor in tensors)
            {
                switch (tensor.GetTensorTypeAndShape().ElementDataType)
                {
                    case TensorElementType.Float:
                        bits.Add(MemoryMarshal.AsBytes(tensor.GetTensorDataAsSpan<float>()).ToArray());
                        numbers.AddRange(tensor.GetTensorDataAsSpan<float>().ToArray().Select(value => (double)value));
                        break;
                    case TensorElementType.Double:
                        bits.Add(MemoryMarshal.AsBytes(tensor.GetTensorDataAsSpan<double>()).ToArray());
                        numbers.AddRange(tensor.GetTensorDataAsSpan<double>().ToArray());
                        break;
                    case TensorElementType.Int64:
                        bits.Add(MemoryMarshal.AsBytes(tensor.GetTensorDataAsSpan<long>()).ToArray());
                        break;
                    default:
                        break;
                }
            }

            return (bits, [.. numbers], least);
        }
    }
}
