using Microsoft.ML;
using Microsoft.ML.Data;

namespace Glia.Tabular;

/// <summary>A table as a view.</summary>
internal sealed class TableView(Table table, bool exact) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema { get; } = SchemaOf(table, exact);

    public Table Table => table;

    public long? GetRowCount() => table.Rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(this, columnsNeeded);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private static DataViewSchema SchemaOf(Table table, bool exact)
    {
        var builder = new DataViewSchema.Builder();
        foreach (Column column in table.Columns)
        {
            builder.AddColumn(column.Name, column is NumberColumn ? exact ? NumberDataViewType.Double : NumberDataViewType.Single : TextDataViewType.Instance);
        }

        return builder.ToSchema();
    }

    private sealed class Cursor : DataViewRowCursor
    {
        private readonly TableView _view;
        private readonly bool[] _active;
        private long _position = -1;

        public Cursor(TableView view, IEnumerable<DataViewSchema.Column> needed)
        {
            _view = view;
            _active = new bool[view.Schema.Count];
            foreach (DataViewSchema.Column column in needed)
            {
                _active[column.Index] = true;
            }
        }

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema => _view.Schema;

        public override bool MoveNext()
        {
            if (_position < _view.Table.Rows)
            {
                _position++;
            }

            return _position < _view.Table.Rows;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Delegate getter = _view.Table.Columns[column.Index] switch
            {
                NumberColumn numbers when column.Type.RawType == typeof(double) => (ValueGetter<double>)((ref double value) => value = numbers.Values.Span[(int)_position]),
                NumberColumn numbers => (ValueGetter<float>)((ref float value) => value = (float)numbers.Values.Span[(int)_position]),
                Column texts => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = texts.TextAt((int)_position).AsMemory()),
            };
            return getter as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"Column '{column.Name}' is {column.Type}; a getter of {typeof(TValue).Name} was asked for.");
        }
    }
}
