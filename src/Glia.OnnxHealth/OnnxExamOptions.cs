using Glia.Health;

namespace Glia.OnnxHealth;

/// <summary>How a model of any maker is examined.</summary>
public sealed record OnnxExamOptions
{
    /// <summary>Gets the thresholds.</summary>
    public HealthOptions Health { get; init; } = new();

    /// <summary>Gets the columns that fill the model's input, in order; empty: all numeric columns in the table's order.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Gets the column that the model predicts, which is left out; null: found where the table has one numeric column too many.</summary>
    public string? Target { get; init; }

    /// <summary>Gets shapes of inputs whose sizes the model leaves open, by the input's name, or under the empty name where there is one input only.
    /// The first size is that of the batch; 0 or less leaves it open.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<long>> Shapes { get; init; } = new Dictionary<string, IReadOnlyList<long>>(StringComparer.Ordinal);

    /// <summary>Gets the seconds that proofs for units which look dead may take, where the graph is a chain of dense layers; 0: none.</summary>
    public double CertifySeconds { get; init; }

    /// <summary>Gets the most seconds for one batch: a hostile model may loop without end.</summary>
    public double BatchSeconds { get; init; } = 300;
}

/// <summary>What an examination found.</summary>
/// <param name="Report">Every unit and every finding.</param>
/// <param name="Rows">Rows that were run.</param>
/// <param name="Notes">What was decided on the way, in sentences: columns left out, layers not looked at.</param>
public sealed record OnnxExamResult(HealthReport Report, long Rows, IReadOnlyList<string> Notes);
