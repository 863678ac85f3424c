using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Glia.Networks.Layers;
using Glia.SourceCode.Languages;
using Glia.Tabular;

namespace Glia.SourceCode.Tests;

/// <summary>Whole models over sample tables, from raw columns to labels and probabilities: source and Glia give the same bits on every row.</summary>
public sealed class ModelTests
{
    /// <summary>Table, target, hidden layers, and what the network is made of otherwise.</summary>
    public static TheoryData<string, string, string, string> Models => new()
    {
        { "penguins", "species", "swish", "16,8" },
        { "penguins", "sex", "prelu;gelu", "8,8" },
        { "penguins", "body_mass_g", "mish", "16" },
        { "iris", "target", "log_softmax;elu", "12,6" },
        { "wine", "target", "glu;softmin", "16,8" },
        { "concrete", "target", "tanh", "24,8" },
        { "diabetes", "target", "maxout(pieces=4);crelu", "16,8" },
        { "breast_cancer", "target", "swiglu;geglu", "16,8" },
        { "digits", "target", "log_sum_exp;relu", "150,10" },
        { "embedded", "won", "", "" },
        { "iris", "target", "every kind of layer", "" },
        { "penguins", "island", "swish", "16,8" },
        { "breast_cancer", "target", "elu;tanh", "8,4" },
        { "concrete", "target", "softplus", "24,8" },
        { "penguins", "species", "unequal networks", "" },
        { "penguins", "species", "far out", "" },
    };

    /// <summary>Layers that are neither dense nor an activation, at the beginning, between and at the end.</summary>
    private static IReadOnlyList<LayerSpec> EveryKind =>
    [
        new RowNormSpec(), new DenseSpec(12), new BatchNormSpec(), new ActivationSpec("swish"), new RowNormSpec("l1"),
        new DenseSpec(8), new LayerNormSpec(), new ActivationSpec("relu"), new RowNormSpec("max"), new DropoutSpec(0.2),
    ];

    private static string LossOf(string table) => table switch { "concrete" => "poisson", "diabetes" => "quantile:0.9", _ => "auto" };

    private static bool IsCalibrated(string table, string target) => table is "wine" or "digits" || target is "sex" or "island";

    private static int NetworksOf(string target, string activation) => target == "island" || activation is "elu;tanh" or "softplus" ? 3 : 1;

    /// <summary>Columns of texts and of numbers as embeddings, between others, such as truth values in several spellings; levels missing, rare and never seen.</summary>
    private static (TabularModel Model, Table Table) Embedded()
    {
        const int rows = 300;
        Table table = Table.FromColumns(
            ("x", Enumerable.Range(0, rows).Select(i => Math.Sqrt(i % 17)).ToArray()),
            ("shop", Enumerable.Range(0, rows).Select(i => i % 11 == 0 ? null : i < 4 ? $"once{i}" : $"shop {i % 37}").ToArray()),
            ("member", Enumerable.Range(0, rows).Select(i => i % 5 < 2 ? "True" : i % 7 == 0 ? "FALSE" : i % 19 == 0 ? null : "false").ToArray()),
            ("small", Enumerable.Range(0, rows).Select(i => i % 3 == 0 ? "a" : "b").ToArray()),
            ("code", Enumerable.Range(0, rows).Select(i => i % 13 == 0 ? double.NaN : i % 29 * 0.5).ToArray()),
            ("won", Enumerable.Range(0, rows).Select(i => i % 37 % 3 == 0 ? "yes" : "no").ToArray()));
        var options = new FitOptions { Hidden = [8], Activation = "tanh", Epochs = 3, Seed = 5, Embeddings = new Dictionary<string, int> { ["shop"] = 0, ["code"] = 3 } };
        return (Learner.Fit(table, "won", options), table);
    }

    private static (TabularModel Model, Table Table) Fit(string table, string target, string activation, string hidden)
    {
        if (table == "embedded")
        {
            return Embedded();
        }

        Table read = Table.Read(Repository.Sample(table));
        if (activation == "every kind of layer")
        {
            return (new Classifier { Options = new() { Layers = EveryKind, Epochs = 3, Seed = 5 } }.Fit(read, target), read);
        }

        if (activation == "unequal networks")
        {
            // As pruning leaves the networks of an ensemble.
            TabularModel first = new Classifier { Options = new() { Hidden = [12, 7], Activation = "relu", Epochs = 3, Seed = 5 } }.Fit(read, target);
            TabularModel second = new Classifier { Options = new() { Hidden = [5], Activation = "tanh", Epochs = 3, Seed = 5 } }.Fit(read, target);
            return (TabularModel.CreateEnsemble(first.Schema, first.Preprocessor, [first.Network, second.Network], first.Scale), read);
        }

        if (activation == "far out")
        {
            // Outputs of hidden units go down to 0, and weights are so large that the smallest of them would be seen.
            TabularModel near = new Classifier { Options = new() { Hidden = [1], Activation = "swish", Epochs = 3, Seed = 5 } }.Fit(read, target);
            foreach ((int parameter, float factor) in (ReadOnlySpan<(int, float)>)[(0, 100), (2, 1e35f)])
            {
                foreach (ref float weight in near.Network.Parameters[parameter].Values)
                {
                    weight *= factor;
                }
            }

            return (near, read);
        }

        int[] units = [.. hidden.Split(',').Select(u => int.Parse(u, CultureInfo.InvariantCulture))];
        TabularModel model = table is "concrete" or "diabetes" || target == "body_mass_g"
            ? new Regressor { Options = Options() }.Fit(read, target)
            : new Classifier { Options = Options() }.Fit(read, target);
        return (IsCalibrated(table, target) ? TabularModel.CreateEnsemble(model.Schema, model.Preprocessor, model.Members, model.Scale with { Temperature = 1.75 }) : model, read);

        FitOptions Options() => new() { Hidden = units, Activations = Layers(), Epochs = 3, Seed = 5, Threshold = target == "sex" || table == "breast_cancer" ? 0.4 : 0.5, Loss = LossOf(table), Ensemble = NetworksOf(target, activation) };

        string[] Layers() => activation.Split(';') is [string one] ? [.. units.Select(_ => one)] : activation.Split(';');
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void In_CSharp(string table, string target, string activation, string hidden)
    {
        (TabularModel model, Table rows) = Fit(table, target, activation, hidden);
        CSharpModel source = new(model);
        Prediction expected = model.Predict(rows);
        float[] probabilities = [.. expected.Probabilities];
        int classes = model.Classes.Count;
        for (int row = 0; row < rows.Rows; row++)
        {
            object raw = source.Row(rows, row);
            if (classes == 0)
            {
                Assert.Equal(expected.Values[row], source.Call("Predict", raw));
                continue;
            }

            Assert.Equal(expected.Labels[row], source.Call("Predict", raw));
            Bits.Same(probabilities.AsSpan(row * classes, classes), (float[])source.Call("Probabilities", raw), k => $"{table}, row {row}, class {k}");
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void In_C(string table, string target, string activation, string hidden)
    {
        Assert.SkipUnless(CCode.IsHere, "There is no C compiler here.");
        (TabularModel model, Table rows) = Fit(table, target, activation, hidden);
        Prediction expected = model.Predict(rows);
        int classes = model.Classes.Count;
        using var c = new CCode();
        string program = c.Compile(("model.c", model.ToC("m")), ("main.c", Loop(model, rows)));
        (int code, byte[] output, string error) = c.Run(program, [], []);
        Assert.True(code == 0, error);
        if (classes == 0)
        {
            Assert.Equal(expected.Values, MemoryMarshal.Cast<byte, double>(output).ToArray());
            return;
        }

        float[] all = MemoryMarshal.Cast<byte, float>(output).ToArray();
        float[] probabilities = [.. expected.Probabilities];
        for (int row = 0; row < rows.Rows; row++)
        {
            Span<float> found = all.AsSpan(row * (classes + 1), classes + 1);
            Bits.Same(probabilities.AsSpan(row * classes, classes), found[..classes], k => $"{table}, row {row}, class {k}");
            Assert.Equal(expected.Labels[row], model.Classes[(int)found[classes]]);
        }
    }

    private static (TabularModel Model, Table Table) FitSeveral(bool areLabels, string loss, int ensemble, bool isCalibrated)
    {
        Table read = Table.Read(Repository.Sample("penguins"));
        Table table = Table.From([.. read.Columns, Column.Texts("on \"Biscoe\"", [.. Enumerable.Range(0, read.Rows).Select(row => read["island"].TextAt(row) == "Biscoe" ? "is" : "is \"not\"")])]);
        var options = new FitOptions { Hidden = [8], Epochs = 5, Loss = loss, Ensemble = ensemble, Calibrate = isCalibrated, L2 = isCalibrated ? 0.3 : 1e-4, Thresholds = areLabels ? new Dictionary<string, double> { ["sex"] = 0.4 } : null };
        return (Learner.FitTargets(table, areLabels ? ["sex", "on \"Biscoe\""] : ["bill_length_mm", "body_mass_g", "flipper_length_mm"], options), table);
    }

    [Theory]
    [InlineData(false, "auto")]
    [InlineData(false, "poisson", 3)]
    [InlineData(true, "auto")]
    [InlineData(true, "auto", 3)]
    [InlineData(true, "auto", 1, true)]
    [InlineData(true, "auto", 3, true)]
    public void Several_targets_in_CSharp(bool areLabels, string loss, int ensemble = 1, bool isCalibrated = false)
    {
        (TabularModel model, Table rows) = FitSeveral(areLabels, loss, ensemble, isCalibrated);
        CSharpModel source = new(model);
        Prediction expected = model.Predict(rows);
        double[] values = [.. expected.Values];
        float[] probabilities = [.. expected.Probabilities];
        string[] labels = [.. expected.Labels];
        int width = model.Targets.Count;
        Assert.Equal(model.Targets.Select(target => target.Name), source.Get<IReadOnlyList<string>>("Targets"));
        for (int row = 0; row < rows.Rows; row++)
        {
            object raw = source.Row(rows, row);
            if (!areLabels)
            {
                Assert.Equal(values[(row * width)..((row + 1) * width)], (double[])source.Call("Predict", raw));
                continue;
            }

            Assert.Equal(labels[(row * width)..((row + 1) * width)], (string[])source.Call("Predict", raw));
            Bits.Same(probabilities.AsSpan(row * width, width), (float[])source.Call("Probabilities", raw), t => $"row {row}, label {t}");
        }
    }

    [Theory]
    [InlineData(false, "auto")]
    [InlineData(false, "poisson", 3)]
    [InlineData(true, "auto")]
    [InlineData(true, "auto", 3)]
    [InlineData(true, "auto", 1, true)]
    [InlineData(true, "auto", 3, true)]
    public void Several_targets_in_C(bool areLabels, string loss, int ensemble = 1, bool isCalibrated = false)
    {
        Assert.SkipUnless(CCode.IsHere, "There is no C compiler here.");
        (TabularModel model, Table rows) = FitSeveral(areLabels, loss, ensemble, isCalibrated);
        Prediction expected = model.Predict(rows);
        int width = model.Targets.Count;
        using var c = new CCode();
        string program = c.Compile(("model.c", model.ToC("m")), ("main.c", Loop(model, rows)));
        (int code, byte[] output, string error) = c.Run(program, [], []);
        Assert.True(code == 0, error);
        if (!areLabels)
        {
            Assert.Equal(expected.Values, MemoryMarshal.Cast<byte, double>(output).ToArray());
            return;
        }

        float[] all = MemoryMarshal.Cast<byte, float>(output).ToArray(), probabilities = [.. expected.Probabilities];
        for (int row = 0; row < rows.Rows; row++)
        {
            Span<float> found = all.AsSpan(row * width * 2, width * 2);
            Bits.Same(probabilities.AsSpan(row * width, width), found[..width], t => $"row {row}, label {t}");
            for (int t = 0; t < width; t++)
            {
                Assert.Equal(expected.Labels[(row * width) + t], model.Targets[t].Classes[(int)found[width + t]]);
            }
        }
    }

    /// <summary>The rows as literals, and a loop that writes what is predicted.</summary>
    private static string Loop(TabularModel model, Table rows)
    {
        var language = new C99();
        var text = new StringBuilder("#define m_DECLARATIONS_ONLY\n#include <math.h>\n#include <stdio.h>\n#include \"model.c\"\nstatic const m_row rows[] = {\n");
        for (int row = 0; row < rows.Rows; row++)
        {
            IEnumerable<string> values = model.Preprocessor.Features.Select(feature => feature is CategoryFeature { FromNumbers: false }
                ? rows[feature.Name].TextAt(row) is string value ? Quotes.C(value) : "0"
                : language.Number(((NumberColumn)rows[feature.Name]).Values.Span[row]));
            text.Append("    { ").AppendJoin(", ", values).Append(" },\n");
        }

        int targets = model.Targets.Count;
        string body = model.Task is TaskKind.Multitarget
            ? $"double values[{targets}]; if (m_predict(&rows[i], values)) {{ return 1; }} fwrite(values, sizeof values, 1, stdout);"
            : model.Task is TaskKind.Multilabel
            ? $"float p[{2 * targets}]; int chosen[{targets}]; if (m_predict(&rows[i], p, chosen)) {{ return 1; }} for (int t = 0; t < {targets}; t++) {{ p[{targets} + t] = (float)chosen[t]; }} fwrite(p, sizeof p, 1, stdout);"
            : model.Classes.Count == 0
            ? "double value; if (m_predict(&rows[i], &value)) { return 1; } fwrite(&value, sizeof value, 1, stdout);"
            : $"float p[{model.Classes.Count + 1}]; int chosen; if (m_predict(&rows[i], p, &chosen)) {{ return 1; }} p[{model.Classes.Count}] = (float)chosen; fwrite(p, sizeof p, 1, stdout);";
        return text.Append(CultureInfo.InvariantCulture, $"}};\nint main(void)\n{{\n    for (int i = 0; i < {rows.Rows}; i++) {{ {body} }}\n    return 0;\n}}\n").ToString();
    }

    private sealed class CSharpModel
    {
        private readonly Type _type;
        private readonly TabularModel _model;
        private readonly PropertyInfo[] _fields;

        public CSharpModel(TabularModel model)
        {
            _model = model;
            _type = CSharpCode.Compile(model.ToCSharp("Model")).GetType("Model")!;
            string[] names = Identifiers.Distinct(model.Preprocessor.Features.Select(f => f.Name), Identifiers.CSharp, "Model", "Row");
            _fields = [.. names.Select(n => _type.GetNestedType("Row")!.GetProperty(n)!)];
        }

        public object Row(Table table, int row)
        {
            object raw = Activator.CreateInstance(_type.GetNestedType("Row")!)!;
            for (int i = 0; i < _fields.Length; i++)
            {
                Column column = table[_model.Preprocessor.Features[i].Name];
                _fields[i].SetValue(raw, column is NumberColumn numbers ? numbers.Values.Span[row] : column.TextAt(row));
            }

            return raw;
        }

        public T Get<T>(string field) => (T)_type.GetField(field)!.GetValue(null)!;

        public object Call(string method, object row) => _type.GetMethod(method)!.Invoke(null, [row])!;
    }
}
