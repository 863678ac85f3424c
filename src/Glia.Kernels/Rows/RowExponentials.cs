using System.Buffers;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>e^(zᵢ − max z) of one row in double, with their sum: what softmax and log-softmax are made of.</summary>
/// <remarks>
/// The sum is taken in ascending order, and without the largest element, whose term is 1: <see cref="Others"/> keeps the
/// digits that 1 + small would lose. NaN anywhere, +∞ anywhere, or only −∞, make every term's sum NaN.
/// </remarks>
internal ref struct RowExponentials
{
    private double[]? _rented;

    private RowExponentials(int length)
    {
        _rented = ArrayPool<double>.Shared.Rent(Math.Max(1, length));
        Terms = _rented.AsSpan(0, length);
    }

    /// <summary>Gets e^(zᵢ − max z).</summary>
    public Span<double> Terms { get; }

    /// <summary>Gets the first position of the largest element.</summary>
    public int Largest { get; private set; }

    /// <summary>Gets the largest element.</summary>
    public float Maximum { get; private set; }

    /// <summary>Gets the sum of all terms but the largest element's.</summary>
    public double Others { get; private set; }

    /// <summary>Gets the sum of all terms.</summary>
    public readonly double Sum => 1 + Others;

    public static RowExponentials Of(ReadOnlySpan<float> z)
    {
        var row = new RowExponentials(z.Length);
        int largest = 0;
        for (int i = 1; i < z.Length; i++)
        {
            if (z[i] > z[largest] || float.IsNaN(z[largest]))
            {
                largest = i;
            }
        }

        row.Largest = largest;
        row.Maximum = z.IsEmpty ? 0 : z[largest];
        Sweep.Widen(new Body(row.Maximum), z, row.Terms);
        double others = 0;
        for (int i = 0; i < z.Length; i++)
        {
            if (i != largest)
            {
                others += row.Terms[i];
            }
        }

        // An infinite or NaN largest element gives a NaN term, which must not be left out.
        row.Others = z.IsEmpty || row.Terms[largest] == 1 ? others : double.NaN;
        return row;
    }

    /// <summary>The sum of all terms but that of <paramref name="i"/>, without cancellation.</summary>
    /// <param name="i">The element left out.</param>
    /// <returns>The sum.</returns>
    public readonly double Without(int i) => i == Largest ? Others : Sum - Terms[i];

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<double>.Shared.Return(_rented);
            _rented = null;
        }
    }

    private readonly struct Body(float maximum) : IUnaryBody
    {
        private readonly float _maximum = maximum;

        public TLane Apply<TLane>(TLane x)
            where TLane : struct, ILane<TLane> => Exp.Of(x - TLane.Of(_maximum));
    }
}
