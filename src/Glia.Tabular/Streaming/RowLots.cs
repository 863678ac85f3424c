using Glia.Kernels.Randomness;

namespace Glia.Tabular;

/// <summary>A part is the lot of a row: it depends on the seed and the number of the row in the file only, so no pass needs to know all rows.</summary>
internal sealed class RowLots(FitOptions options)
{
    private const double Range = 1L << 32;

    private readonly RandomStream _parts = new RandomStream(options.Seed).Split("split").Split("lots");
    private readonly RandomStream _samples = new RandomStream(options.Seed).Split("split").Split("samples");
    private uint[] _part = [];
    private uint[] _sample = [];

    /// <summary>Share of all rows that are tested with; what is beyond it is trained with.</summary>
    public double Test { get; init; } = options.Test;

    /// <summary>Share of all rows that validate.</summary>
    public double Validation { get; init; } = options.Validation;

    /// <summary>Draws for the next rows of the file.</summary>
    public void Draw(int rows)
    {
        if (_part.Length < rows)
        {
            (_part, _sample) = (new uint[rows], new uint[rows]);
        }

        _parts.Fill(_part.AsSpan(0, rows));
        _samples.Fill(_sample.AsSpan(0, rows));
    }

    public bool IsTest(int row) => _part[row] < Test * Range;

    public bool IsValidation(int row) => _part[row] >= options.Test * Range && _part[row] < (options.Test + Validation) * Range;

    /// <summary>Rows with the smallest of these numbers are a fair sample.</summary>
    public uint SampleLot(int row) => _sample[row];
}
