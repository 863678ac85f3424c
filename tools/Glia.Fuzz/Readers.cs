using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Glia.Cli.Settings;
using Glia.Cli.Sweeping;
using Glia.Kernels.Activations;
using Glia.Networks;
using Glia.Networks.Layers;
using Glia.Onnx;
using Glia.Studio.Live;
using Glia.Tabular;
using Glia.Verification.Formulas;

namespace Glia.Fuzz;

/// <summary>Every reader of the house.</summary>
internal static class Readers
{
    private const int ChecksumBytes = SHA256.HashSizeInBytes;

    /// <summary>Arrow's reader asks for one array of the length that a message gives itself, at most 2 GiB of which no page is touched, before it finds that the file ends.</summary>
    private const long ArrowBytes = (1L << 31) + (1L << 28);

    public static IReadOnlyList<Reader> All { get; } =
    [
        Tables("csv", ".csv", ["Glia.Tabular"]) with
        {
            Seeds = () => [.. Lines("a,b,y\n1,x,0\n2.5,\"q \"\"r\"\", s\",1\n", "x;y\n1,5;2\n-3e4;NA\n", "a\tb\nyes\tno\n\t\n"), Gzip("a,b\n1,2\n")],
            Words = ["\"\"", "\r\n", "\n", ",", ";", "NaN", "inf", "1e308", "\uFEFF", "-0", "0x10", "1_000", "true"],
        },
        Tables("parquet", ".parquet", ["Glia.Formats", "Glia.Tabular", "Parquet"]) with { Seeds = () => Files("tables/penguins.parquet", "tables/penguins-zstd.parquet"), Words = ["PAR1"] },
        Tables("arrow", ".arrow", ["Glia.Formats", "Glia.Tabular", "Apache.Arrow"]) with { Seeds = () => Files("tables/penguins.arrow", "tables/penguins.arrows"), Words = ["ARROW1", "\xFF\xFF\xFF\xFF"], MostBytes = ArrowBytes },
        Tables("npy", ".npy", ["Glia.Tabular"]) with
        {
            Seeds = () => Files("tables/matrix.npy", "tables/structured.npy", "tables/matrix-fortran.npy"),
            Words = ["'descr': ", "'fortran_order': True", "'shape': (", "<f8", ">i2", "|b1", "|S5", "<U3", "|O", "(3,)", "(-1, 2)", "\x93NUMPY"],
        },
        Tables("npz", ".npz", ["Glia.Tabular"]) with { Seeds = () => Files("tables/iris.npz"), Words = ["PK\x03\x04", "PK\x01\x02", "PK\x05\x06", "x.npy", "y.npy"] },
        new("safetensors", ".safetensors", ["Glia.Networks"], path => WeightFile.Load(Small(), path))
        {
            Seeds = () => [Written(".safetensors", path => WeightFile.Save(Small(), path))],
            Words = ["\"dtype\":", "\"shape\":[", "\"data_offsets\":[", "F32", "BF16", "F64", "__metadata__", "4294967296", "-1"],
        },
        new("weights", ".npz", ["Glia.Networks"], path => WeightFile.Load(Small(), path))
        {
            Seeds = () => [Written(".npz", path => WeightFile.Save(Small(), path))],
            Words = ["'descr': ", "'fortran_order': True", "'shape': (", "<f8", ">f2", "(3,)", "PK\x03\x04", "PK\x01\x02"],
        },
        new("onnx", ".onnx", ["Glia.Onnx", "Glia.Networks", "Google.Protobuf"], ReadOnnx)
        {
            Seeds = () => [.. Files("onnx/imports/sklearn_columns.onnx", "onnx/imports/sklearn_scaled.onnx", "onnx/imports/sklearn_regression.onnx", "onnx/imports/torch_norms_unfolded.onnx", "onnx/imports/torch_glu.onnx"), Written(".onnx", path => Model().Save(path))],
            Words = ["Gemm", "MatMul", "Add", "Relu", "Softmax", "Sigmoid", "Clip", "Constant", "transB", "alpha", "axis", "ZipMap", "Reshape", "Concat", "Slice"],
        },
        new("checkpoint", ".glia", ["Glia.Networks", "Glia.Tabular"], path => TabularModel.LoadCheckpoint(path))
        {
            Seeds = () => [Written(".glia", path => Model().SaveCheckpoint(path))],
            Words = ["\"kind\":", "null", "\"units\":", "1e999", "-1", "relu", "[]", "{}"],
            Mend = WithChecksum,
        },
        new("training", ".checkpoint", ["Glia.Networks"], path => Trainer.Resume(path))
        {
            Seeds = () => [TrainingCheckpoint()],
            Words = ["\"epochs\":", "null", "\"optimizer\":", "1e999", "-1", "adam", "[]", "{}"],
            Mend = WithChecksum,
        },
        new("yaml", ".yaml", ["Glia.Cli", "YamlDotNet"], path => SettingTable.Apply(new RunPlan(), YamlReader.Read(path, [.. SettingTable.All.Select(setting => setting.Name)])))
        {
            Seeds = () => Lines("data: t.csv\ntarget: y\nhidden: [64, 32]\nactivation: relu\ncolumn: {a: ignored}\nlearning_rate: 1e-3\n", "epochs: 5 # five\nclass_weight:\n  a: 2\n  b: 1\nmissing: ['', NA]\n"),
            Words = ["hidden: ", "&a ", "*a", "<<: ", "!!binary ", "|\n ", "? ", "- ", "{", "}", "[", "]", "---\n", "memory: 1GiB"],
        },
        new("sweep", ".yaml", ["Glia.Cli", "YamlDotNet"], path => SweepSpace.Read(path).At(1, [.. Enumerable.Repeat(0.5, 64)]))
        {
            Seeds = () => Lines("data: t.csv\ntarget: y\nsweep:\n  method: tpe\n  trials: 24\n  seeds: 1\nspace:\n  learning_rate: { log: [0.0003, 0.1] }\n  hidden: { choice: [[16], [32, 16]] }\n  batch_size: { log_int: [8, 64] }\n  dropout: { linear: [0, 0.3] }\n"),
            Words = ["log: [", "int: [", "choice: [", "linear: [", "halving", "random", "metric: ", "min_epochs: ", "1e300", "-1", "99999999999"],
        },
        Texts("activation", ["Glia.Kernels"], text => ActivationCatalog.Parse(text)) with
        {
            Seeds = () => Lines("leaky_relu(slope=0.1)", "swish(beta=1, learn=unit)", "maxout(pieces=2)", "tanh"),
            Words = ["(", ")", "=", ",", "learn=layer", "1e39", "NaN", "-0", "slope", "beta"],
        },
        Texts("formula", ["Glia.Verification"], text => FormulaParser.Parse(text, new Dictionary<string, float>(StringComparer.Ordinal) { ["beta"] = 1 })) with
        {
            Seeds = () => Lines("x·sigmoid(beta·x)", "x for x ≥ 0, else exp(x) - 1", "ln(Σⱼ exp(xⱼ))", "min(max(x, 0), 6)/6", "x·t with t = tanh(x²)"),
            Words = ["(", ")", "|", "√(", "²", "³", " for ", ", else ", " with ", " and ", " = ", "≤", "maxⱼ ", "xᵢ", "pi", "clamp(", "^", "1e999"],
        },
        new("run", ".json", ["Glia.Studio"], path => FinishedRun.Read(File.ReadAllBytes(path), "run.json", -1))
        {
            Seeds = () => Lines("""{"task":"binary","target":"y","record":{"source":"t.csv","metric":"accuracy","steps":3,"parameters":9,"options":{"hidden":[4],"activations":["relu"],"activation":"relu","initialization":"auto","optimizer":"adam","learning_rate":0.1,"batch_size":32,"l1":0,"l2":0,"dropout":0,"clip_norm":0,"batch_norm":false,"layer_norm":false,"scaling":"standard","seed":1,"epochs":5},"layers":[{"kind":"dense","name":"1 dense","outputs":4,"text":"he"}],"history":[{"epoch":1,"train_loss":1,"validation_loss":1,"train_metric":1,"validation_metric":null}]},"health_report":{"layers":[{"activation":"relu","state":["alive","dead"],"forward_gain":1,"backward_gain":1,"update_ratio":0.1}],"findings":[{"problem":"dead_units","layer":"1 relu","proof":"observed","evidence":"e","advice":"a"}]}}"""),
            Words = ["null", "[]", "{}", "-1", "1e999", "\"\"", "99999999999999999999", "\"alive\""],
        },
        new("experiment", ".json", ["Glia.Studio"], ReadExperiment)
        {
            Seeds = () => Lines("""{"experiment":{"data":"circle","layers":[{"units":8,"activation":"tanh"}],"optimizer":"adam","rate":0.01,"batch":32,"norm":"batch","seed":7},"run":1}"""),
            Words = ["\"layers\":", "\"target\":", "null", "[]", "{}", "-1", "1e999", "\"units\":", "\"clip\":", "\"dropout\":", "momentum(momentum=0.9)"],
        },
    ];

    private static Reader Tables(string name, string extension, IReadOnlyList<string> assemblies) => new(name, extension, assemblies, path =>
    {
        FileFormats.Register();
        _ = Table.Read(path);
    })
    { Seeds = () => [] };

    private static Reader Texts(string name, IReadOnlyList<string> assemblies, Action<string> parse) => new(name, ".txt", assemblies, path => parse(File.ReadAllText(path))) { Seeds = () => [] };

    private static void ReadOnnx(string path)
    {
        try
        {
            _ = OnnxImport.LoadNetwork(path);
        }
        catch (GliaException)
        {
            // A model with columns in front: the other way in.
        }

        TabularModel model = OnnxImport.LoadDense(path).Model;
        _ = OnnxExport.ToBytes(model);
    }

    /// <summary>As the studio reads what a page posts.</summary>
    private static void ReadExperiment(string path)
    {
        try
        {
            Begin begin = JsonSerializer.Deserialize(File.ReadAllBytes(path), StudioJson.Default.Begin) ?? throw new GliaException("The post is empty.");
            _ = begin.Experiment?.ToOptions();
        }
        catch (JsonException wrong)
        {
            throw new GliaException(wrong.Message, wrong);
        }
    }

    private static Network Small() => Network.Create(3, [new DenseSpec(2), new BatchNormSpec(), new ActivationSpec("relu"), new DenseSpec(1)], seed: 1);

    private static ClassificationModel Model() => new Classifier { Hidden = [2], Epochs = 1 }.Fit(
        Table.FromColumns(("a", Enumerable.Range(0, 40).Select(i => (double)i).ToArray()), ("k", Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? "x" : "y").ToArray()), ("t", Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? "no" : "yes").ToArray())), "t");

    private static byte[] TrainingCheckpoint() => Written(".checkpoint", path => new Trainer(Small(), Loss.Parse("squared"), new TrainingOptions { Epochs = 1, CheckpointPath = path })
        .Fit(new TrainingSet(new float[60], 3, new float[20], 1)));

    private static byte[] Written(string extension, Action<string> write)
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + extension);
        try
        {
            write(path);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static IEnumerable<byte[]> Lines(params string[] texts) => texts.Select(Encoding.UTF8.GetBytes);

    private static IEnumerable<byte[]> Files(params string[] names) => names.Select(name => File.ReadAllBytes(Path.Combine([Corpus.Root(), "tests", "vectors", .. name.Split('/')])));

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var packed = new System.IO.Compression.GZipStream(bytes, System.IO.Compression.CompressionLevel.Optimal))
        {
            packed.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }

    private static byte[] WithChecksum(byte[] bytes)
    {
        if (bytes.Length > ChecksumBytes)
        {
            SHA256.HashData(bytes.AsSpan(..^ChecksumBytes), bytes.AsSpan(bytes.Length - ChecksumBytes));
        }

        return bytes;
    }
}
