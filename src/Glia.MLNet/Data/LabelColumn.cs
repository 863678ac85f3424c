using System.Globalization;
using Glia.Tabular;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Glia.MLNet.Data;

/// <summary>What is predicted: its name, and of keys how many there are and what they stand for.</summary>
/// <param name="Name">The column.</param>
/// <param name="Task">What is learned of it.</param>
/// <param name="Keys">The keys; 0 for other tasks.</param>
/// <param name="Values">What they stand for; null where that is not known.</param>
internal sealed record LabelColumn(string Name, TaskKind Task, int Keys, KeyNames? Values)
{
    public const string KeyValues = "KeyValues";

    public static LabelColumn Of(DataViewSchema schema, string name, TaskKind task)
    {
        DataViewSchema.Column column = TrainingRows.Find(schema, name, "label");
        switch (task)
        {
            case TaskKind.Multiclass when column.Type is KeyDataViewType { Count: > 1 and <= int.MaxValue } key:
                return new LabelColumn(name, task, (int)key.Count, KeyNames.Of(column, (int)key.Count));
            case TaskKind.Binary when column.Type is BooleanDataViewType:
            case TaskKind.Regression when column.Type.RawType == typeof(float):
                return new LabelColumn(name, task, 0, null);
            default:
                string wanted = task switch
                {
                    TaskKind.Multiclass => "a key of at least two values; put Transforms.Conversion.MapValueToKey in front",
                    TaskKind.Binary => "a Boolean",
                    _ => "a Single",
                };
                throw new GliaException($"Label column '{name}' is {column.Type}, and has to be {wanted}.");
        }
    }

    /// <summary>The label of each row as a number, as a cursor gives it: NaN where it is missing.</summary>
    public Func<double> Getter(DataViewRow row, DataViewSchema.Column column) => Task switch
    {
        TaskKind.Regression => Read<float>(row, column, value => value),
        TaskKind.Binary => Read<bool>(row, column, value => value ? 1 : 0),
        _ => column.Type.RawType == typeof(uint) ? Read<uint>(row, column, Key)
            : column.Type.RawType == typeof(byte) ? Read<byte>(row, column, value => Key(value))
            : column.Type.RawType == typeof(ushort) ? Read<ushort>(row, column, value => Key(value))
            : Read<ulong>(row, column, value => Key(checked((uint)value))),
    };

    /// <summary>The key, from 0, that a class of the model is.</summary>
    public static int KeyOf(string classText) => int.Parse(classText, CultureInfo.InvariantCulture) - 1;

    private static double Key(uint value) => value == 0 ? double.NaN : value;

    private static Func<double> Read<T>(DataViewRow row, DataViewSchema.Column column, Func<T, double> convert)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return convert(value);
        };
    }
}
