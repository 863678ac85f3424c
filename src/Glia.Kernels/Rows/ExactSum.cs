using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>A sum of doubles and of their products without any rounding: parts that do not overlap, the smallest first.</summary>
/// <remarks>
/// Shewchuk, Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates, 1997: a part is added by carrying it through
/// all others, where every rounding error stays behind as a part. Parts never touch (theorem 10), so that there are at most half as many as
/// bits between the largest and the smallest double that occur. Products are exact as long as their errors do not fall below 2⁻¹⁰⁷⁴.
/// </remarks>
internal ref struct ExactSum
{
    /// <summary>Enough for sums below 2⁶⁰.</summary>
    public const int Capacity = 576;

    private readonly Span<double> _parts;
    private int _count;

    /// <summary>Initializes a new instance of the <see cref="ExactSum"/> struct, which is 0.</summary>
    /// <param name="memory">Room for <see cref="Capacity"/> parts.</param>
    public ExactSum(Span<double> memory) => _parts = memory[..Capacity];

    /// <summary>Gets the parts that are not 0, the smallest first.</summary>
    public readonly ReadOnlySpan<double> Parts => _parts[.._count];

    /// <summary>Gets −1, 0 or 1.</summary>
    public readonly int Sign => _count == 0 ? 0 : Math.Sign(_parts[_count - 1]);

    /// <summary>Gets the sum as a pair of doubles.</summary>
    public readonly Wide<Double1> Value
    {
        get
        {
            var value = Wide<Double1>.Of(0.0);
            for (int i = _count - 1; i >= 0; i--)
            {
                value += Wide<Double1>.Of(_parts[i]);
            }

            return value;
        }
    }

    /// <summary>Makes it a power of two times another sum.</summary>
    /// <param name="other">The other sum.</param>
    /// <param name="factor">A power of two of either sign.</param>
    public void Set(in ExactSum other, double factor = 1)
    {
        _count = other._count;
        for (int i = 0; i < _count; i++)
        {
            _parts[i] = factor * other._parts[i];
        }
    }

    /// <summary>Adds a number.</summary>
    /// <param name="value">The number.</param>
    public void Add(double value)
    {
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            double part = _parts[i];
            double sum = value + part;
            double added = sum - value;
            double error = (value - (sum - added)) + (part - added);
            if (error != 0)
            {
                _parts[kept++] = error;
            }

            value = sum;
        }

        if (value != 0)
        {
            _parts[kept++] = value;
        }

        _count = kept;
    }

    /// <summary>Adds a·b.</summary>
    /// <param name="a">One factor.</param>
    /// <param name="b">The other.</param>
    public void AddProduct(double a, double b)
    {
        double product = a * b;
        Add(Math.FusedMultiplyAdd(a, b, -product));
        Add(product);
    }

    /// <summary>Adds a·b.</summary>
    /// <param name="a">One factor.</param>
    /// <param name="b">The other, a pair of doubles.</param>
    public void AddProduct(double a, Wide<Double1> b)
    {
        AddProduct(a, b.Low.Value);
        AddProduct(a, b.High.Value);
    }
}
