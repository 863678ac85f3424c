using System.Diagnostics;
using System.Globalization;
using Glia.Onnx;
using Glia.Tabular;
using Microsoft.ML.OnnxRuntime;
using Sylvan.Data.Csv;

namespace Glia.Benchmarks.Predicting;

/// <summary>Parts of predicting a file, each by itself, rows a second: what benchmarks/predict/measure.py puts beside the whole.</summary>
internal static class PredictContender
{
    private const int Block = 4096;
    private const double Seconds = 4;

    /// <summary>Measures a part.</summary>
    /// <returns>False where the words name none.</returns>
    public static bool Run(string[] args)
    {
        FileFormats.Register();
        switch (args)
        {
            case ["parquet", var csv, var parquet]:
                ParquetCopy.WriteAsync(csv, parquet).GetAwaiter().GetResult();
                break;
            case ["parse", var csv, var onnx]:
                Print("sylvan_fields", Sylvan(csv, typed: false));
                Print("sylvan_values", Sylvan(csv, typed: true));
                Print("glia_parse", GliaParse(csv, OnnxImport.Load(onnx)));
                Print("sylvan_fields_again", Sylvan(csv, typed: false));
                break;
            case ["model", var csv, var onnx]:
                Models(csv, onnx);
                break;
            case ["pipeline", var csv, var onnx]:
                Print("sylvan_and_onnxruntime", Pipeline(csv, onnx));
                break;
            default:
                return false;
        }

        return true;
    }

    private static void Print(string name, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:F0}"));

    private static double Rate(long rows, long started) => rows / Stopwatch.GetElapsedTime(started).TotalSeconds;

    private static double Sylvan(string path, bool typed)
    {
        long started = Stopwatch.GetTimestamp(), rows = 0, characters = 0;
        double sum = 0;
        using var text = new StreamReader(path, bufferSize: 1 << 16, encoding: System.Text.Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        using CsvDataReader reader = CsvDataReader.Create(text, new CsvDataReaderOptions { BufferSize = 1 << 16 });
        while (reader.Read())
        {
            for (int i = 0; i < reader.FieldCount; i++)
            {
                if (typed && reader.GetName(i) is not "kind")
                {
                    sum += reader.GetDouble(i);
                }
                else
                {
                    characters += reader.GetFieldSpan(i).Length;
                }
            }

            rows++;
        }

        GC.KeepAlive((sum, characters));
        return Rate(rows, started);
    }

    private static double GliaParse(string path, TabularModel model)
    {
        long started = Stopwatch.GetTimestamp(), rows = 0;
        TableOptions reading = model.ReadOptions() with { Only = [.. model.Preprocessor.Features.Select(feature => feature.Name)] };
        RowBlocks.Read(path, reading, _ => Block, block => rows += block.Rows);
        return Rate(rows, started);
    }

    /// <summary>The same rows through both, again and again, on one thread.</summary>
    private static void Models(string csv, string onnx)
    {
        TabularModel model = OnnxImport.Load(onnx);
        Table rows = FirstRows(csv, model);
        using InferenceSession session = Session(onnx);
        using var run = new OrtRows(session, rows, model);
        double glia = 0, ort = 0;
        for (int round = 0; round < 3; round++)
        {
            glia = Math.Max(glia, Repeat(() => model.Predict(rows), rows.Rows));
            ort = Math.Max(ort, Repeat(run.Run, rows.Rows));
        }

        Print("glia_model", glia);
        Print("onnxruntime_model", ort);
    }

    private static double Repeat(Action act, int rows)
    {
        act();
        long started = Stopwatch.GetTimestamp(), done = 0;
        while (Stopwatch.GetElapsedTime(started).TotalSeconds < Seconds)
        {
            act();
            done += rows;
        }

        return Rate(done, started);
    }

    private static double Pipeline(string csv, string onnx)
    {
        TabularModel model = OnnxImport.Load(onnx);
        using InferenceSession session = Session(onnx);
        long started = Stopwatch.GetTimestamp(), rows = 0;
        using StreamWriter to = new(Stream.Null);
        TableOptions reading = model.ReadOptions() with { Only = [.. model.Preprocessor.Features.Select(feature => feature.Name)] };
        RowBlocks.Read(csv, reading, _ => Block, block =>
        {
            using var run = new OrtRows(session, block, model);
            foreach (float value in run.Outputs())
            {
                to.Write(value.ToString("R", CultureInfo.InvariantCulture));
                to.Write('\n');
            }

            rows += block.Rows;
        });
        return Rate(rows, started);
    }

    private static InferenceSession Session(string onnx) => new(onnx, new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 });

    private static Table FirstRows(string csv, TabularModel model)
    {
        Table? first = null;
        try
        {
            RowBlocks.Read(csv, model.ReadOptions() with { Only = [.. model.Preprocessor.Features.Select(feature => feature.Name)] }, _ => Block, block =>
            {
                first = block;
                throw new OperationCanceledException();
            });
        }
        catch (OperationCanceledException)
        {
            // One block is enough.
        }

        return first!;
    }
}
