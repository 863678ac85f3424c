using System.Globalization;
using Glia.Kernels.Activations;

namespace Glia.Kernels.Tests.Activations;

/// <summary>Whatever is wrong with an argument, the exception names it, for every function.</summary>
public sealed class ArgumentTests
{
    private const int Units = 12;
    private const int Rows = 2;

    [Theory]
    [MemberData(nameof(Catalogue.SameWidthTexts), MemberType = typeof(Catalogue))]
    public void A_wrong_length_names_the_span_and_both_lengths(string text)
    {
        Activation f = ActivationCatalog.Parse(text);
        int outputs = f.OutputUnits(Units);
        float[] z = new float[Units];
        float[] y = new float[outputs];
        foreach (int wrong in new[] { 0, 1, outputs - 1, outputs + 1 })
        {
            Named("y", wrong, () => f.Forward(z, new float[wrong]));
            Named("y", wrong, () => f.Forward(new double[Units], new double[wrong]));
            Named("y", wrong, () => f.Backward(z, new float[wrong], y, new float[Units]));
            Named("dy", wrong, () => f.Backward(z, y, new float[wrong], new float[Units]));
        }

        Named("dz", Units - 1, () => f.Backward(z, y, y, new float[Units - 1]));
        if (!f.Info.ChangesWidth)
        {
            Named("slope", Units + 1, () => f.Slope(z, new float[Units + 1]));
            Named("slope", Units + 1, () => f.Slope(new double[Units], new double[Units + 1]));
        }
    }

    [Theory]
    [MemberData(nameof(Catalogue.SameWidthTexts), MemberType = typeof(Catalogue))]
    public void A_batch_that_does_not_fit_names_what_does_not(string text)
    {
        Activation f = ActivationCatalog.Parse(text);
        float[] z = new float[Rows * Units];
        float[] y = new float[Rows * f.OutputUnits(Units)];
        float[] learned = Learned(f);
        float[] more = new float[learned.Length + 1];
        Named("units", 0, () => f.ForwardRows(z, 0, learned, y));
        Named("units", -1, () => f.BackwardRows(z, y, y, -1, learned, new float[z.Length], Learned(f)));
        Named("z", z.Length - 1, () => f.ForwardRows(z.AsSpan(1), Units, learned, y));
        Named("y", y.Length - 1, () => f.ForwardRows(z, Units, learned, y.AsSpan(1)));
        Named("learned", more.Length, () => f.ForwardRows(z, Units, more, y));
        Named("learned", more.Length, () => f.BackwardRows(z, y, y, Units, more, new float[z.Length], Learned(f)));
        Named("learnedGradient", more.Length, () => f.BackwardRows(z, y, y, Units, learned, new float[z.Length], more));
        Named("y", y.Length - 1, () => f.BackwardRows(z, y.AsSpan(1), y, Units, learned, new float[z.Length], Learned(f)));
        Named("dy", y.Length - 1, () => f.BackwardRows(z, y, y.AsSpan(1), Units, learned, new float[z.Length], Learned(f)));
        Named("dz", z.Length - 1, () => f.BackwardRows(z, y, y, Units, learned, new float[z.Length - 1], Learned(f)));
    }

    [Theory]
    [MemberData(nameof(Catalogue.SameWidthTexts), MemberType = typeof(Catalogue))]
    public void Learned_values_and_their_gradient_need_memory_of_their_own(string text)
    {
        Activation f = ActivationCatalog.Parse(text);
        int count = Learned(f).Length;
        if (count == 0)
        {
            return;
        }

        float[] m = new float[Units * 2];
        float[] z = new float[Units];
        float[] y = new float[Units];
        Named("learned", null, () => f.ForwardRows(z, Units, m.AsSpan(0, count), m.AsSpan(0, Units)));
        Named("learned", null, () => f.BackwardRows(z, y, y, Units, m.AsSpan(0, count), m.AsSpan(0, Units), Learned(f)));
        Named("learnedGradient", null, () => f.BackwardRows(z, y, y, Units, Learned(f), m.AsSpan(0, Units), m.AsSpan(Units - 1, count)));
        Named("learnedGradient", null, () => f.BackwardRows(m.AsSpan(0, Units), y, y, Units, Learned(f), z, m.AsSpan(0, count)));
        Named("learnedGradient", null, () => f.BackwardRows(z, m.AsSpan(0, Units), y, Units, Learned(f), z, m.AsSpan(0, count)));
        Named("learnedGradient", null, () => f.BackwardRows(z, y, m.AsSpan(0, Units), Units, Learned(f), z, m.AsSpan(0, count)));
        Named("learnedGradient", null, () => f.BackwardRows(z, y, y, Units, m.AsSpan(0, count), z, m.AsSpan(0, count)));
    }

    public static TheoryData<string, string> Parameters()
    {
        var all = new TheoryData<string, string>();
        foreach (ActivationInfo info in ActivationCatalog.All)
        {
            foreach (ActivationParameter parameter in info.Parameters)
            {
                all.Add(info.Name, parameter.Name);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Parameters))]
    public void A_parameter_out_of_range_is_named(string function, string parameter)
    {
        Interval range = ActivationCatalog.All.Single(info => info.Name == function).Parameters.Single(p => p.Name == parameter).Range;
        List<string> wrong = ["NaN", "Infinity", "-Infinity", "1e39", "", "one"];
        if (range.Low > float.MinValue)
        {
            wrong.Add(MathF.BitDecrement((float)range.Low).ToString("R", CultureInfo.InvariantCulture));
        }

        if (range.High < float.MaxValue)
        {
            wrong.Add(MathF.BitIncrement((float)range.High).ToString("R", CultureInfo.InvariantCulture));
        }

        foreach (string value in wrong)
        {
            Assert.False(ActivationCatalog.TryParse($"{function}({parameter}={value})", out _, out string? error), value);
            Assert.Contains(parameter + "=", error, StringComparison.Ordinal);
            Assert.Contains(function, error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Parameters))]
    public void An_unknown_parameter_is_named_beside_those_there_are(string function, string parameter)
    {
        Assert.False(ActivationCatalog.TryParse($"{function}({parameter}x=1)", out _, out string? error));
        Assert.Contains($"'{parameter}x'", error, StringComparison.Ordinal);
        Assert.Contains(parameter, error.Replace($"'{parameter}x'", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(-1f)]
    public void A_struct_with_a_parameter_out_of_range_is_refused(float alpha) =>
        Assert.Contains("elu: alpha is ", Assert.Throws<ArgumentException>(() => Activation.Of(new Elu(alpha))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_way_to_learn_is_refused() =>
        Assert.Contains("no way to learn", Assert.Throws<ArgumentException>(() => Activation.OfLearned(new Prelu(0.25f, (LearnedPer)7))).Message, StringComparison.Ordinal);

    [Fact]
    public void Arguments_name_what_is_given_twice_and_what_is_not_there()
    {
        Assert.Contains("slope is given twice", Assert.Throws<ArgumentException>(() => ActivationArguments.Of(("slope", 1), ("slope", 2))).Message, StringComparison.Ordinal);
        Assert.Contains("no name", Assert.Throws<ArgumentException>(() => ActivationArguments.Of(("", 1))).Message, StringComparison.Ordinal);
        string message = Assert.Throws<ArgumentException>(() => ActivationArguments.Of(("slope", 1))["slop"]).Message;
        Assert.Contains("'slop'. Did you mean 'slope'?", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("text", () => ActivationCatalog.Parse(null!));
    }

    private static float[] Learned(Activation activation) => new float[activation.Learned switch { LearnedPer.Layer => 1, LearnedPer.Unit => Units, _ => 0 }];

    private static void Named(string name, int? seen, Action call)
    {
        ArgumentException thrown = Assert.ThrowsAny<ArgumentException>(call);
        Assert.Equal(name, thrown.ParamName);
        Assert.Contains(seen?.ToString(CultureInfo.InvariantCulture) ?? "memory", thrown.Message, StringComparison.Ordinal);
    }
}
