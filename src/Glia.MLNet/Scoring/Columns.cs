using Microsoft.ML;

namespace Glia.MLNet.Scoring;

/// <summary>The columns of a row: those that came in, handed through, and predictions.</summary>
internal sealed class Columns
{
    private readonly Mapper _mapper;
    private readonly DataViewRow _input;
    private readonly HashSet<int> _active;
    private RowScore? _score;

    public Columns(Mapper mapper, DataViewRow input, IEnumerable<DataViewSchema.Column> active)
    {
        (_mapper, _input) = (mapper, input);
        _active = [.. active.Select(c => c.Index)];
    }

    public DataViewSchema Schema => _mapper.OutputSchema;

    public bool IsActive(DataViewSchema.Column column) => _active.Contains(column.Index) && column.Index < Schema.Count && string.Equals(Schema[column.Index].Name, column.Name, StringComparison.Ordinal);

    public ValueGetter<TValue> Getter<TValue>(DataViewSchema.Column column)
    {
        if (!IsActive(column))
        {
            throw new ArgumentOutOfRangeException(nameof(column), column.Name, "The column was not asked for when the rows were.");
        }

        return _mapper.IsInput(column)
            ? _input.GetGetter<TValue>(_mapper.InputSchema[column.Index])
            : (_score ??= _mapper.Scores(_input)).Getter(column, Mapper.IsProbability(column)) as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"Column '{column.Name}' is {column.Type}, and no {typeof(TValue).Name}.");
    }
}
