namespace Glia.Kernels.Lanes;

/// <summary>What a <see cref="Term"/> does: the vocabulary of <see cref="ILane{TSelf}"/> without what is made of other words.</summary>
internal enum TermOperation
{
    /// <summary>An input, by its name.</summary>
    Input,

    /// <summary>A constant, or two where numbers are pairs.</summary>
    Constant,

    /// <summary>a + b.</summary>
    Add,

    /// <summary>a − b.</summary>
    Subtract,

    /// <summary>a · b.</summary>
    Multiply,

    /// <summary>a / b.</summary>
    Divide,

    /// <summary>−a.</summary>
    Negate,

    /// <summary>a · b + c with one rounding.</summary>
    FusedMultiplyAdd,

    /// <summary>|a|.</summary>
    Magnitude,

    /// <summary>√a.</summary>
    SquareRoot,

    /// <summary>The nearest integer, ties to even.</summary>
    Round,

    /// <summary>2ᵃ.</summary>
    PowerOfTwo,

    /// <summary>2^(n/16), a = n and the rounding shift.</summary>
    PowerOfTwoSixteenths,

    /// <summary>What <see cref="PowerOfTwoSixteenths"/> lost.</summary>
    PowerOfTwoSixteenthsRest,

    /// <summary>a·2ᵇ with one rounding, of pairs.</summary>
    Scale,

    /// <summary>Whether a &lt; b.</summary>
    LessThan,

    /// <summary>Whether a = b.</summary>
    Equal,

    /// <summary>b where a holds, else c.</summary>
    Select,

    /// <summary>a with the sign of b.</summary>
    CopySign,

    /// <summary>a + b, rounded to odd.</summary>
    RoundToOdd,
}
