namespace Glia.Kernels.Activations;

/// <summary>
/// Everything known about an activation function, stated in its own file and read by all others: command line,
/// documents, export, initialisation, health, tests.
/// </summary>
public sealed record ActivationInfo
{
    /// <summary>Gets the one canonical name, in snake_case.</summary>
    public required string Name { get; init; }

    /// <summary>Gets other names that mean the same.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Gets the kind of function, by which lists are grouped.</summary>
    public ActivationFamily Family { get; init; }

    /// <summary>Gets what other frameworks call the function, and where they differ.</summary>
    public IReadOnlyList<NameElsewhere> Elsewhere { get; init; } = [];

    /// <summary>Gets the parameters, in the order they are written.</summary>
    public IReadOnlyList<ActivationParameter> Parameters { get; init; } = [];

    /// <summary>Gets the name of the parameter that may be learned (text <c>learn=none|layer|unit</c>), or null.</summary>
    public string? LearnedParameter { get; init; }

    /// <summary>Gets what is learned unless the text says otherwise.</summary>
    public LearnedPer LearnedByDefault { get; init; }

    /// <summary>
    /// Gets the interval from which a training draws the slope for x ≤ 0, anew for every value and step, where the function as described is that of prediction;
    /// null for functions that are the same in both.
    /// </summary>
    public Interval? RandomSlope { get; init; }

    /// <summary>Gets the formula of y over x, for people.</summary>
    public required string Formula { get; init; }

    /// <summary>Gets the formula of dy/dx, for people.</summary>
    public required string SlopeFormula { get; init; }

    /// <summary>Gets where the function comes from.</summary>
    public required string Source { get; init; }

    /// <summary>Gets the range of y; a bound that is only approached belongs to it, because a float reaches it by rounding.</summary>
    public required Interval Range { get; init; }

    /// <summary>Gets the range of dy/dx.</summary>
    public required Interval SlopeRange { get; init; }

    /// <summary>Gets a value indicating whether y never falls where x rises.</summary>
    public required bool IsMonotone { get; init; }

    /// <summary>Gets the points where the slope jumps, with the value taken there.</summary>
    public IReadOnlyList<Kink> Kinks { get; init; } = [];

    /// <summary>Gets a value indicating whether the function is continuous, and a straight line between one of <see cref="Kinks"/> and the next.</summary>
    public bool IsStraightBetweenKinks { get; init; }

    /// <summary>Gets a value indicating whether y jumps somewhere: then no bound on slopes bounds how far y may move.</summary>
    public bool HasJumps { get; init; }

    /// <summary>Gets the interval outside which |slope| is below 1 % of its largest value, or below 0.01 where slopes grow without bound; null where there is no such place.</summary>
    public Interval? Saturation { get; init; }

    /// <summary>Gets a value indicating whether output and slope are exactly 0 for all x ≤ 0: such a unit can die.</summary>
    public bool IsRectifier { get; init; }

    /// <summary>Gets a value indicating whether the function saturates on both sides.</summary>
    public bool IsSigmoidal { get; init; }

    /// <summary>Gets the factor by which initial weights are scaled so that signals keep their size through the layer.</summary>
    public double Gain { get; init; } = 1;

    /// <summary>Gets the usual initialisation before this function: <c>he</c>, <c>glorot</c> or <c>lecun</c>.</summary>
    public required string Initialization { get; init; }

    /// <summary>Gets where the function is used.</summary>
    public required ActivationRoles Roles { get; init; }

    /// <summary>Gets the failure known to befall networks that use it, in a sentence; empty if none.</summary>
    public string KnownFailure { get; init; } = "";

    /// <summary>Gets the accuracy of value and slope, in a sentence.</summary>
    public required string Accuracy { get; init; }

    /// <summary>Gets the largest error of the fast variant in units in the last place, value and slope.</summary>
    public double FastUlps { get; init; } = 2;

    /// <summary>Gets a value indicating whether every output depends on the whole row.</summary>
    public bool IsRowwise { get; init; }

    /// <summary>Gets a value indicating whether a row has more or fewer outputs than pre-activations. Such a function has no slope, only a backward.</summary>
    public bool ChangesWidth { get; init; }

    /// <summary>
    /// Gets a value indicating whether value and slope are exact, or one correctly rounded operation, in float lanes: then those are used,
    /// twice as wide as double ones. For a learned function this is also said of its value and slope at any parameter.
    /// </summary>
    public bool ExactInSingle { get; init; }

    /// <summary>Gets how the function is written in ONNX.</summary>
    public required OnnxForm Onnx { get; init; }
}

/// <summary>A parameter of an activation function; its values are float32.</summary>
/// <param name="Name">The name, as written in texts.</param>
/// <param name="Default">The value where none is given.</param>
/// <param name="Range">The values allowed.</param>
/// <param name="Meaning">What it does, for people.</param>
/// <param name="IsWhole">Whether only whole numbers are allowed.</param>
public sealed record ActivationParameter(string Name, float Default, Interval Range, string Meaning, bool IsWhole = false)
{
    /// <summary>Whether a value is allowed.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Whether it is in the range, and whole where it must be.</returns>
    public bool Allows(float value) => Range.Contains(value) && (!IsWhole || value == MathF.Floor(value));
}

/// <summary>A point where the slope jumps.</summary>
/// <param name="At">The pre-activation.</param>
/// <param name="Slope">The slope taken there.</param>
/// <param name="Why">Why this value and no other between the two sides.</param>
public sealed record Kink(double At, double Slope, string Why);

/// <summary>What another framework calls a function.</summary>
/// <param name="Framework">The framework: PyTorch, Keras, JAX, ONNX, …</param>
/// <param name="Name">The name there, as it is written there.</param>
/// <param name="Difference">Where its defaults or results differ from the ones here, in a sentence; empty if nowhere.</param>
public sealed record NameElsewhere(string Framework, string Name, string Difference = "");

/// <summary>Where in a network a function is used.</summary>
[Flags]
public enum ActivationRoles
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>In hidden layers.</summary>
    Hidden = 1,

    /// <summary>In the output layer.</summary>
    Output = 2,
}

/// <summary>
/// A function in ONNX: operators over <c>x</c>, nested. <c>{name}</c> is a parameter of the function: after <c>=</c> it is an attribute,
/// elsewhere an initializer tensor (the learned values, where learned).
/// </summary>
/// <param name="Opset">The first opset that has all operators used with this meaning.</param>
/// <param name="Expression">For example <c>LeakyRelu(x, alpha={slope})</c>.</param>
public sealed record OnnxForm(int Opset, string Expression);
