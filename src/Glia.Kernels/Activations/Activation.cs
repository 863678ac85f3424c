using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>
/// An activation function with its parameters: what users and layers hold. Immutable and safe for use by many threads.
/// </summary>
/// <remarks>
/// Spans are row-major <c>[rows, units]</c> or flat. A target may be the same span as a source (in place); any other overlap is refused.
/// Results have the same bits at every length, position and vector width.
/// </remarks>
public abstract partial class Activation
{
    private readonly bool _keepsWidth;

    private protected Activation(ActivationInfo info, ActivationArguments arguments, float learnedStart)
    {
        ActivationArguments.Check(info, arguments);
        Info = info;
        _keepsWidth = !info.ChangesWidth;
        Learned = arguments.Learned;
        LearnedStart = learnedStart;
        Parameters = arguments.Numbers;
        Text = ActivationText.Write(info, arguments);
    }

    /// <summary>Gets everything known about the function at these parameters.</summary>
    public ActivationInfo Info { get; }

    /// <summary>Gets the canonical text, all parameters written: <c>leaky_relu(slope=0.1)</c>. <see cref="ActivationCatalog.Parse"/> reads it back.</summary>
    public string Text { get; }

    /// <summary>Gets a value indicating whether every output depends on the whole row.</summary>
    public bool IsRowwise => Info.IsRowwise;

    /// <summary>Gets how many values of the parameter are learned.</summary>
    public LearnedPer Learned { get; }

    /// <summary>Gets the value that learning starts from; 0 for functions without a learnable parameter.</summary>
    public float LearnedStart { get; }

    /// <summary>Gets the parameters by name.</summary>
    public IReadOnlyDictionary<string, float> Parameters { get; }

    /// <summary>Gets the same function in float lanes where that stays within 2 ulp, and without the guarantee of correct rounding: up to several times faster. Made at the first call and kept.</summary>
    public abstract Activation Fast { get; }

    /// <summary>Makes an elementwise function, a user's own too, usable wherever an activation is.</summary>
    /// <typeparam name="T">The struct that implements it.</typeparam>
    /// <param name="activation">The function at its parameters.</param>
    /// <returns>The activation.</returns>
    /// <exception cref="ArgumentException">The struct contradicts itself: its arguments do not fit its parameters or do not give it back.</exception>
    public static Activation Of<T>(T activation)
        where T : struct, IActivation<T> => new ElementwiseActivation<T>(activation);

    /// <summary>Makes an elementwise function with a learnable parameter usable wherever an activation is.</summary>
    /// <typeparam name="T">The struct that implements it.</typeparam>
    /// <param name="activation">The function at its parameters.</param>
    /// <returns>The activation.</returns>
    /// <exception cref="ArgumentException">The struct contradicts itself.</exception>
    public static Activation OfLearned<T>(T activation)
        where T : struct, ILearnedActivation<T> => new LearnedActivation<T>(activation);

    /// <summary>Makes a function of whole rows usable wherever an activation is.</summary>
    /// <typeparam name="T">The struct that implements it.</typeparam>
    /// <param name="activation">The function at its parameters.</param>
    /// <returns>The activation.</returns>
    /// <exception cref="ArgumentException">The struct contradicts itself.</exception>
    public static Activation OfRows<T>(T activation)
        where T : struct, IRowActivation<T> => new RowActivation<T>(activation);

    /// <summary>How many outputs a row of so many pre-activations has: as many, unless <see cref="ActivationInfo.ChangesWidth"/> says otherwise.</summary>
    /// <param name="units">Pre-activations of a row, at least 1.</param>
    /// <returns>The outputs.</returns>
    /// <exception cref="GliaException">The function does not take rows of so many units.</exception>
    public int OutputUnits(int units)
    {
        if (!Info.ChangesWidth)
        {
            return units;
        }

        int outputs = units > 0 ? OutputUnitsCore(units) : 0;
        return outputs > 0 ? outputs : throw new GliaException($"{Text} cannot work on {units} units: it divides them into equal parts. Give the layer before it another number.");
    }

    /// <summary>y = f(z). For row-wise functions the span is one row.</summary>
    /// <param name="z">Pre-activations.</param>
    /// <param name="y">Outputs, as many or <see cref="OutputUnits"/>; may be <paramref name="z"/>.</param>
    public void Forward(ReadOnlySpan<float> z, Span<float> y)
    {
        if (!_keepsWidth || !SpanGuard.Fits(z, y))
        {
            CheckOutputs(z, z.Length, y, nameof(y));
        }

        ForwardCore(z, y);
    }

    /// <summary>dy/dz; for row-wise functions the diagonal of the row's Jacobian.</summary>
    /// <param name="z">Pre-activations.</param>
    /// <param name="slope">Slopes, as many; may be <paramref name="z"/>.</param>
    public void Slope(ReadOnlySpan<float> z, Span<float> slope)
    {
        CheckSlope();
        SpanGuard.Target(z, slope, nameof(slope));
        SlopeCore(z, slope);
    }

    /// <summary>y = f(z) in float64, within 1 ulp. For row-wise functions the span is one row.</summary>
    /// <param name="z">Pre-activations.</param>
    /// <param name="y">Outputs, as many or <see cref="OutputUnits"/>; may be <paramref name="z"/>.</param>
    public void Forward(ReadOnlySpan<double> z, Span<double> y)
    {
        CheckOutputs(z, z.Length, y, nameof(y));
        ForwardCore(z, y);
    }

    /// <summary>dy/dz in float64, within 1 ulp; for row-wise functions the diagonal of the row's Jacobian.</summary>
    /// <param name="z">Pre-activations.</param>
    /// <param name="slope">Slopes, as many; may be <paramref name="z"/>.</param>
    public void Slope(ReadOnlySpan<double> z, Span<double> slope)
    {
        CheckSlope();
        SpanGuard.Target(z, slope, nameof(slope));
        SlopeCore(z, slope);
    }

    /// <summary>∂L/∂z from ∂L/∂y: elementwise dy · f′(z), rounded once; for row-wise functions of one row, the Jacobian's transpose times dy.</summary>
    /// <param name="z">Pre-activations.</param>
    /// <param name="y">The outputs <see cref="Forward(ReadOnlySpan{float}, Span{float})"/> gave for them.</param>
    /// <param name="dy">∂L/∂y.</param>
    /// <param name="dz">∂L/∂z; may be any of the others.</param>
    public void Backward(ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dz)
    {
        if (!_keepsWidth || !SpanGuard.Fits(z, dz) || !SpanGuard.Fits(y, dz) || !SpanGuard.Fits(dy, dz))
        {
            CheckGradients(z, y, dy, z.Length, dz);
        }

        BackwardCore(z, y, dy, dz);
    }

    /// <summary>y = f(z) for a batch.</summary>
    /// <param name="z">Pre-activations <c>[rows, units]</c>.</param>
    /// <param name="units">Units of the layer.</param>
    /// <param name="learned">Learned values: empty, <c>[1]</c> or <c>[units]</c>, as <see cref="Learned"/> says.</param>
    /// <param name="y">Outputs <c>[rows, units]</c>, or as wide as <see cref="OutputUnits"/> says; may be <paramref name="z"/> where it is equally wide.</param>
    public void ForwardRows(ReadOnlySpan<float> z, int units, ReadOnlySpan<float> learned, Span<float> y)
    {
        SpanGuard.Rows(z, units);
        CheckLearned(learned.Length, units, nameof(learned));
        CheckOutputs(z, units, y, nameof(y));
        SpanGuard.Separate(learned, y, nameof(learned));
        ForwardRowsCore(z, units, learned, y);
    }

    /// <summary>∂L/∂z, and the gradient of the learned values, from ∂L/∂y for a batch.</summary>
    /// <param name="z">Pre-activations <c>[rows, units]</c>.</param>
    /// <param name="y">The outputs <see cref="ForwardRows"/> gave for them.</param>
    /// <param name="dy">∂L/∂y.</param>
    /// <param name="units">Units of the layer.</param>
    /// <param name="learned">Learned values: empty, <c>[1]</c> or <c>[units]</c>, as <see cref="Learned"/> says.</param>
    /// <param name="dz">∂L/∂z; may be any of the inputs.</param>
    /// <param name="learnedGradient">∂L/∂(learned values), overwritten: summed over rows in ascending order in double, then, for one value, over units.</param>
    public void BackwardRows(
        ReadOnlySpan<float> z,
        ReadOnlySpan<float> y,
        ReadOnlySpan<float> dy,
        int units,
        ReadOnlySpan<float> learned,
        Span<float> dz,
        Span<float> learnedGradient)
    {
        SpanGuard.Rows(z, units);
        CheckLearned(learned.Length, units, nameof(learned));
        CheckLearned(learnedGradient.Length, units, nameof(learnedGradient));
        CheckGradients(z, y, dy, units, dz);
        SpanGuard.Separate(learned, dz, nameof(learned));
        SpanGuard.Separate(learnedGradient, z, nameof(learnedGradient));
        SpanGuard.Separate(learnedGradient, y, nameof(learnedGradient));
        SpanGuard.Separate(learnedGradient, dy, nameof(learnedGradient));
        SpanGuard.Separate(learnedGradient, dz, nameof(learnedGradient));
        SpanGuard.Separate(learnedGradient, learned, nameof(learnedGradient));
        BackwardRowsCore(z, y, dy, units, learned, dz, learnedGradient);
    }

    /// <summary>What the function computes, for source in another language; null for one of whole rows.</summary>
    /// <param name="learned">Learned values, as for <see cref="ForwardRows"/>.</param>
    internal virtual TracedFunction? Trace(ReadOnlySpan<float> learned) => null;

    /// <summary>What a function of whole rows computes; null for others, and where it does not say.</summary>
    internal virtual TracedRows? TraceRows() => null;

    /// <summary>Gives <see cref="Text"/>.</summary>
    /// <returns>The text.</returns>
    public sealed override string ToString() => Text;

    private protected virtual int OutputUnitsCore(int units) => units;

    private protected abstract void ForwardCore(ReadOnlySpan<float> z, Span<float> y);

    private protected abstract void SlopeCore(ReadOnlySpan<float> z, Span<float> slope);

    private protected abstract void ForwardCore(ReadOnlySpan<double> z, Span<double> y);

    private protected abstract void SlopeCore(ReadOnlySpan<double> z, Span<double> slope);

    private protected abstract void BackwardCore(ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dz);

    /// <summary>How float results are computed.</summary>
    /// <param name="fast">Whether this is the fast variant.</param>
    /// <param name="single">Whether the formula stays within 2 ulp in float lanes.</param>
    /// <returns>The way.</returns>
    private protected Evaluation Evaluate(bool fast, bool single) =>
        Info.ExactInSingle || (fast && single) ? Evaluation.Single : fast ? Evaluation.Double : Evaluation.Exact;

    private protected virtual void ForwardRowsCore(ReadOnlySpan<float> z, int units, ReadOnlySpan<float> learned, Span<float> y) => ForwardCore(z, y);

    private protected virtual void BackwardRowsCore(
        ReadOnlySpan<float> z,
        ReadOnlySpan<float> y,
        ReadOnlySpan<float> dy,
        int units,
        ReadOnlySpan<float> learned,
        Span<float> dz,
        Span<float> learnedGradient) => BackwardCore(z, y, dy, dz);

    private void CheckOutputs<T>(ReadOnlySpan<T> z, int units, Span<T> y, string name)
    {
        if (Info.ChangesWidth)
        {
            SpanGuard.Apart(z, y, y.Length, z.IsEmpty ? 0 : z.Length / units * OutputUnits(units), name);
        }
        else
        {
            SpanGuard.Target(z, y, name);
        }
    }

    private void CheckGradients<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, int units, Span<T> dz)
    {
        SpanGuard.Target(z, dz, nameof(dz));
        if (Info.ChangesWidth)
        {
            int outputs = z.IsEmpty ? 0 : z.Length / units * OutputUnits(units);
            SpanGuard.Apart(y, dz, y.Length, outputs, nameof(y));
            SpanGuard.Apart(dy, dz, dy.Length, outputs, nameof(dy));
        }
        else
        {
            SpanGuard.Length(y.Length, z.Length, nameof(y));
            SpanGuard.Length(dy.Length, z.Length, nameof(dy));
            SpanGuard.Target(y, dz, nameof(dz));
            SpanGuard.Target(dy, dz, nameof(dz));
        }
    }

    private void CheckSlope()
    {
        if (Info.ChangesWidth)
        {
            throw new NotSupportedException($"{Info.Name} has not as many outputs as pre-activations, and so no slope; Backward gives its gradient.");
        }
    }

    private void CheckLearned(int length, int units, string name)
    {
        int expected = Learned switch { LearnedPer.Layer => 1, LearnedPer.Unit => units, _ => 0 };
        if (length != expected)
        {
            throw new ArgumentException($"{Text} with {units} units learns {expected} values, but the span has {length}.", name);
        }
    }
}
