using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Glia.Kernels.Activations;
using Glia.SourceCode.Formulas;
using Glia.SourceCode.Languages;

namespace Glia.SourceCode.Tests;

/// <summary>Every elementwise function of the catalogue, at its default and at other parameters, over floats of all sizes: source and kernels give the same bits.</summary>
public sealed class FunctionTests
{
    private const int Count = 6000;

    // The learned value of functions that have one for each unit.
    private const float P = 0.3f;

    private static readonly float[] X = Bits.Everywhere(Count, 3);

    private static readonly Activation[] All =
    [
        .. ActivationCatalog.All.Where(info => !info.IsRowwise).Select(info => ActivationCatalog.Parse(info.Name)),
        .. ActivationCatalog.All.Where(info => info.LearnedParameter is not null).Select(info => ActivationCatalog.Parse($"{info.Name}(learn=unit)")),
        .. new[] { "swish(beta=1.7)", "elu(alpha=0.3)", "leaky_relu(slope=0.2)", "snake(a=3)", "softplus(beta=2.5)", "hard_tanh(low=-2)" }.Select(ActivationCatalog.Parse),
    ];

    [Fact]
    public void In_CSharp()
    {
        var language = new CSharp();
        Type type = CSharpCode.Compile(
            $"#nullable enable\n#pragma warning disable CS1591, CS1718\nusing System;\npublic static class All\n{{\n{Body(language, "public static void Run(int which, float[] x, float[] y)")}}}\n").GetType("All")!;
        MethodInfo run = type.GetMethod("Run")!;
        for (int which = 0; which < All.Length; which++)
        {
            float[] y = new float[Count];
            run.Invoke(null, [which, X, y]);
            Compare(which, y);
        }
    }

    [Fact]
    public void In_C()
    {
        Assert.SkipUnless(CCode.IsHere, "There is no C compiler here.");
        string body = Body(new C99(), "static void Run(int which, const float *x, float *y)");
        string program = $$"""
            #include <float.h>
            #include <math.h>
            #include <stdint.h>
            #include <stdio.h>
            #include <string.h>
            {{body}}
            static float x[{{Count}}], y[{{Count}}];
            int main(void)
            {
                if (fread(x, sizeof(float), {{Count}}, stdin) != {{Count}}) { return 1; }
                for (int i = 0; i < {{All.Length}}; i++) { Run(i, x, y); fwrite(y, sizeof(float), {{Count}}, stdout); }
                return 0;
            }
            """;
        using var c = new CCode();
        (int code, byte[] output, string error) = c.Run(c.Compile(("all.c", program)), [], MemoryMarshal.AsBytes<float>(X).ToArray());
        Assert.True(code == 0, error);
        float[] all = MemoryMarshal.Cast<byte, float>(output).ToArray();
        for (int which = 0; which < All.Length; which++)
        {
            Compare(which, all.AsSpan(which * Count, Count));
        }
    }

    private static void Compare(int which, ReadOnlySpan<float> actual)
    {
        float[] expected = new float[Count];
        float[] learned = All[which].Learned switch { LearnedPer.None => [], LearnedPer.Layer => [P], _ => [.. Enumerable.Repeat(P, Count)] };
        All[which].ForwardRows(X, Count, learned, expected);
        Bits.Same(expected, actual, i => $"{All[which].Text} of {X[i]:R}");
    }

    private static string Body(Language language, string head)
    {
        var functions = new Functions(language);
        var cases = new StringBuilder();
        for (int which = 0; which < All.Length; which++)
        {
            bool each = All[which].Learned == LearnedPer.Unit;
            string name = functions.Elementwise(All[which].Trace([P])!, All[which].Text, each);
            cases.Append(CultureInfo.InvariantCulture, $"    if (which == {which}) {{ for (int i = 0; i < {Count}; i++) {{ y[i] = {name}(x[i]{(each ? $", {language.Number(P)}" : "")}); }} }}\n");
        }

        return string.Join("\n\n", functions.Texts) + $"\n\n{head}\n{{\n{cases}}}\n";
    }
}
