namespace Glia.Tabular;

/// <summary>The first pass over a table larger than memory: everything that schema and preprocessing are decided by.</summary>
internal sealed class RowSurvey
{
    // Texts beyond are counted together. A category that is worth an input comes among the first.
    private const int MostValues = 1 << 16;

    private readonly IReadOnlyList<string> _told;
    private readonly SchemaOptions _schemaOptions;
    private readonly MemoryBudget _memory;
    private readonly RowLots _lots;
    private readonly RowSample _sample = new();
    private TableFacts? _known;
    private TableFacts? _train;
    private RunningMoments[] _moments = [];
    private int[] _missing = [];
    private IReadOnlyList<string> _names = [];

    public RowSurvey(IReadOnlyList<string> targets, SchemaOptions schemaOptions, FitOptions options)
    {
        (_told, _schemaOptions) = (targets, schemaOptions);
        _memory = new MemoryBudget(options.Memory);
        _lots = new RowLots(options);
    }

    /// <summary>Rows of the file.</summary>
    public int Rows { get; private set; }

    /// <summary>The columns to be predicted, as the file names them.</summary>
    public IReadOnlyList<string> Targets { get; private set; } = [];

    /// <summary>Rows of the file that lack a target.</summary>
    public int Dropped { get; private set; }

    /// <summary>Facts of the training rows.</summary>
    public TableFacts Train => _train!;

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Names => _names;

    public IReadOnlyDictionary<string, int> Missing => _names.Zip(_missing).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);

    /// <summary>Looks at the next rows of the file.</summary>
    public void Add(Table block)
    {
        if (Rows == 0)
        {
            Targets = TargetNames.Of(block, _told);
            Schema.Check(block, Targets, _schemaOptions);
            (_known, _train) = (new TableFacts(Targets, _schemaOptions, MostValues), new TableFacts(Targets, _schemaOptions, MostValues));
            _names = [.. block.Columns.Select(column => column.Name)];
            (_moments, _missing) = (new RunningMoments[_names.Count], new int[_names.Count]);
        }

        block = Targets.Where(target => TargetSchema.IsToldNumber(target, _schemaOptions)).Aggregate(block, Schema.WithNumbers);
        Rows = checked(Rows + block.Rows);
        _lots.Draw(block.Rows);
        Column[] targets = [.. Targets.Select(target => block[target])];
        int[] known = [.. Enumerable.Range(0, block.Rows).Where(row => !Array.Exists(targets, target => target.IsMissing(row)))];
        Dropped += block.Rows - known.Length;
        for (int i = 0; i < _missing.Length; i++)
        {
            _missing[i] += Enumerable.Range(0, block.Rows).Count(block.Columns[i].IsMissing);
        }

        _known!.Add(known.Length == block.Rows ? block : block.Select(known));
        int[] train = [.. known.Where(row => !_lots.IsTest(row) && !_lots.IsValidation(row))];
        Table trainRows = block.Select(train);
        _train!.Add(trainRows);
        for (int i = 0; i < _moments.Length; i++)
        {
            if (trainRows.Columns[i] is NumberColumn numbers)
            {
                _moments[i].Add(numbers.Values.Span);
            }
        }

        _sample.Add(trainRows, [.. train.Select(_lots.SampleLot)], _memory.SampleRows(_names.Count));
    }

    /// <summary>Mean and deviation of a column of numbers in the training rows.</summary>
    public RunningMoments Moments(string column) => _moments[_names.ToList().IndexOf(column)];

    /// <summary>Some training rows.</summary>
    public Table Sample(int most, string source) => _sample.Take(most, source);

    /// <summary>Training rows of a class of a target.</summary>
    public long TrainRowsOf(TargetColumn target, int k) => _train![target.Name].Values
        .Where(value => value.Text == target.Classes[k]).Sum(value => (long)value.Seen.Count);

    public Schema Decide(string source) => _known is null || Dropped == Rows
        ? throw Schema.AllMissing(source, Targets.Count > 0 ? Targets : _told)
        : Schema.Decide(source, Targets, _schemaOptions, _known, Dropped);

    /// <summary>As <see cref="Preprocessor.Fit"/>, with medians and quartiles from the sample.</summary>
    public Preprocessor Fit(Schema schema, FitOptions options, Table sample)
    {
        var features = new List<Feature>();
        foreach (ColumnSchema column in schema.Columns)
        {
            Feature? feature = column.Kind switch
            {
                ColumnKind.Ignored => null,
                ColumnKind.Number => Number(column.Name, sample, options.Scaling),
                _ => FeatureFitter.Category(_train![column.Name], PreprocessorOptions.Of(options)),
            };
            features.AddRange(feature is null ? Array.Empty<Feature>() : [feature]);
        }

        return features.Count > 0
            ? new Preprocessor(features)
            : throw new GliaException($"{sample.Source}: no column varies in the {Schema.Count(_train![Targets[0]].Rows, "training row")}; there is nothing to learn from.");
    }

    private NumberFeature? Number(string name, Table sample, Scaling scaling)
    {
        ColumnFacts facts = _train![name];
        double[] sorted = [.. ((NumberColumn)sample[name]).Values.ToArray().Where(v => !double.IsNaN(v)).Order()];
        if (facts.Present == 0)
        {
            return null;
        }

        // A column that is nearly always missing may have no value in the sample: its mean stands for the median.
        sorted = sorted.Length > 0 ? sorted : [Moments(name).Mean];
        int gaps = facts.Rows - facts.Present;
        return FeatureFitter.Number(
            new NumberFacts(name, facts.Lowest, facts.Highest, gaps > 0, sorted, median =>
            {
                RunningMoments filled = Moments(name).With(gaps, median);
                return double.IsFinite(filled.Deviation)
                    ? (filled.Mean, filled.Deviation)
                    : throw new GliaException($"{sample.Source}: column '{name}' holds numbers whose squares are no double any more; give them in another unit, or make the column ignored.");
            }),
            scaling);
    }
}
