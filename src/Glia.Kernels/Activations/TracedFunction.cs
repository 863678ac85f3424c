using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>What an elementwise function computes, step by step. Its inputs are <see cref="Z"/> and, where a value is learned for each unit, <see cref="P"/>.</summary>
/// <param name="Evaluation">How.</param>
/// <param name="Value">y, in float or double.</param>
/// <param name="Scale">For correct rounding: the size that the error of y is relative to, in double.</param>
/// <param name="Wide">For correct rounding: y in pairs of doubles.</param>
internal sealed record TracedFunction(Evaluation Evaluation, Term Value, Term? Scale = null, Term? Wide = null)
{
    public const string Z = "z";
    public const string P = "p";

    /// <summary>Traces a function of one input.</summary>
    public static TracedFunction Of<TBody>(TBody body, Evaluation evaluation)
        where TBody : struct, IScaledBody
    {
        if (evaluation == Evaluation.Single)
        {
            return new(evaluation, body.Apply(Traced<InSingle>.Input(Z)).Term);
        }

        var z = Traced<InDouble>.Input(Z);
        Traced<InDouble> value = body.Apply(z);
        return evaluation == Evaluation.Double
            ? new(evaluation, value.Term)
            : new(evaluation, value.Term, body.Scale(z, value).Term, body.Apply(Traced<InWide>.Input(Z)).Term);
    }

    /// <summary>Traces a function of two inputs, in float or in double with one rounding.</summary>
    public static TracedFunction Of<TBody>(TBody body, bool single)
        where TBody : struct, IBinaryBody => single
            ? new(Evaluation.Single, body.Apply(Traced<InSingle>.Input(Z), Traced<InSingle>.Input(P)).Term)
            : new(Evaluation.Double, body.Apply(Traced<InDouble>.Input(Z), Traced<InDouble>.Input(P)).Term);
}
