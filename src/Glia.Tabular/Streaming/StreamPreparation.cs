using System.Globalization;
using Glia.Networks;

namespace Glia.Tabular;

/// <summary>
/// Prepares a fit from a file that is larger than memory. The file is read twice: once to decide (<see cref="RowSurvey"/>), once to prepare; prepared
/// training rows go to a <see cref="SpoolFile"/>, which the training reads in windows. Rows of validation and test, and a sample of the training rows,
/// stay in memory as in every fit.
/// </summary>
internal sealed class StreamPreparation
{
    private readonly string _path;
    private readonly IReadOnlyList<string> _told;
    private readonly FitOptions _options;
    private readonly SchemaOptions _schemaOptions;
    private readonly MemoryBudget _memory;
    private readonly TabularModel? _from;
    private readonly CancellationToken _cancel;
    private TableOptions _reading;

    public StreamPreparation(string path, IReadOnlyList<string> targets, FitOptions options, TableOptions reading, TabularModel? from, CancellationToken cancel)
    {
        (_path, _told, _options, _from, _cancel) = (path, targets, options, from, cancel);
        _schemaOptions = WarmStart.Options(from, options);
        _memory = new MemoryBudget(options.Memory);
        _reading = reading with { NumberColumns = [.. reading.NumberColumns, .. options.SampleWeight is { } weight ? [weight] : Array.Empty<string>()] };
    }

    /// <summary>Reads and decides. The spool is open for as long as the fit takes.</summary>
    public PreparedFit Prepare(Func<int, int, bool, SpoolFile> open, out SpoolFile spool)
    {
        RowSurvey survey = Survey();
        Schema schema = survey.Decide(_path);
        TargetRules.Check(_options, schema);
        schema = _from is null ? schema : WarmStart.Adopt(_from, schema, _path);
        Table sample = survey.Sample(_memory.SampleRows(survey.Names.Count), _path);
        Preprocessor preprocessor = _from?.Preprocessor ?? survey.Fit(schema, _options, sample);
        OutputScale scale = TargetUnit.Scale(_options, schema, t => Moments(survey, schema.Targets[t].Name));
        (Network[] starts, scale) = _from is null ? ([], scale) : WarmStart.Networks(_from, scale, _options.Ensemble);
        double[]? classWeights = ClassWeights.Of(_options, schema, k => survey.TrainRowsOf(schema.Targets[0], k));
        PreparedRows rows = new(schema, preprocessor, scale, classWeights);
        int held = _memory.HeldRows(survey.Names.Count, preprocessor.Width, ModelParts.OutputsFor(schema));
        double most = (double)held / (survey.Rows - survey.Dropped);
        var lots = new RowLots(_options) { Test = Math.Min(_options.Test, most), Validation = Math.Min(_options.Validation, most) };
        spool = open(preprocessor.Width, schema.Targets.Count, rows.AreWeighted);
        var writing = new SecondPass(survey.Targets, lots, rows, MeanWeight(schema, survey, classWeights));
        try
        {
            spool.CheckRoom(survey.Rows - survey.Dropped);
            using SpoolWriter writer = spool.Writer();
            Again(survey, block => writing.Add(block, writer));
            spool.Seal(writer);
            FitPart train = rows.Part("train", sample.Rows <= held ? sample : sample.Select([.. Enumerable.Range(0, held)]));
            FitPart validation = rows.Part("validation", TablePieces.Join(writing.Validation, _path)), test = rows.Part("test", TablePieces.Join(writing.Test, _path));
            return new PreparedFit
            {
                Source = _path,
                Schema = PreparedFit.NoteUnvarying(Noted(schema, survey), preprocessor),
                Preprocessor = preprocessor,
                Scale = scale,
                Train = train,
                Validation = validation,
                Test = test,
                Rows = new RowCounts(survey.Rows, survey.Dropped, spool.Rows, validation.Table.Rows, test.Table.Rows),
                Missing = survey.Missing,
                UsedInputs = writer.Used,
                Starts = starts,
                Streamed = new StreamedRows(spool, _memory.WindowRows(preprocessor.Width, schema.Targets.Count, rows.AreWeighted), train.Set!),
                PositiveWeights = ClassWeights.OfLabels(_options, schema, (t, k) => survey.TrainRowsOf(schema.Targets[t], k)),
            };
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    /// <summary>A pass over the file; another one where texts turned up after numbers.</summary>
    private RowSurvey Survey()
    {
        CheckPieces();
        while (true)
        {
            var survey = new RowSurvey(_told, _schemaOptions, _options);
            IReadOnlyList<string> mixed = RowBlocks.Read(_path, _reading, _memory.BlockRows, Heard(survey.Add));
            if (mixed.Count == 0)
            {
                IEnumerable<string> texts = survey.Names.Where(name => survey.Train[name].IsText);
                string[] textColumns = [.. _reading.TextColumns.Union(texts, StringComparer.Ordinal)];
                _reading = _reading with { TextColumns = textColumns, NumberColumns = [.. survey.Names.Except(textColumns, StringComparer.Ordinal)] };
                return survey;
            }

            _reading = _reading with { TextColumns = [.. _reading.TextColumns, .. mixed] };
        }
    }

    /// <summary>A row group is read whole, on top of what else is held: as raw values and as numbers.</summary>
    private void CheckPieces()
    {
        if (TableFormat.Of(_path, _reading) is not { } format)
        {
            return;
        }

        using RowSource source = SourceTable.Open(format, _path, _reading);
        double bytes = 2.0 * sizeof(double) * source.LargestPiece * source.Columns.Count;
        if (bytes > _options.Memory)
        {
            throw new GliaException(string.Create(
                CultureInfo.InvariantCulture,
                $"{_path} has row groups of {source.LargestPiece} rows, which take {bytes / (1 << 20):F0} MiB when read, more than the memory of {_options.Memory >> 20} MiB; allow more, or write it with smaller row groups."));
        }
    }

    private void Again(RowSurvey survey, Action<Table> take)
    {
        int rows = 0;
        RowBlocks.Read(_path, _reading, _memory.BlockRows, Heard(block =>
        {
            rows += block.Rows;
            take(block);
        }));
        if (rows != survey.Rows)
        {
            throw new GliaException(string.Create(
                CultureInfo.InvariantCulture, $"{_path} changed while it was read: {survey.Rows} rows the first time, {rows} the second. Train from a file that nobody writes to."));
        }
    }

    private Action<Table> Heard(Action<Table> take) => block =>
    {
        _cancel.ThrowIfCancellationRequested();
        take(block);
    };

    private (double Mean, double Deviation) Moments(RowSurvey survey, string target)
    {
        RunningMoments moments = survey.Moments(target);
        return moments.Count > 0 ? (moments.Mean, moments.Deviation) : throw new GliaException($"{_path}: {Schema.Count(survey.Rows - survey.Dropped, "row")} are too few to train on.");
    }

    // Weights of the loss are divided by about their mean, so that float32 holds them whatever their unit.
    private static double MeanWeight(Schema schema, RowSurvey survey, double[]? classWeights)
    {
        double rows = schema.SampleWeight is { } name ? survey.Moments(name).Mean : 1;
        double classes = classWeights is null ? 1 : classWeights.Average();
        return rows * classes > 0 ? rows * classes : 1;
    }

    private static Schema Noted(Schema schema, RowSurvey survey)
    {
        IEnumerable<string> many = survey.Names.Where(name => survey.Train[name] is { IsText: true, Uncounted: > 0 }
            && schema.Columns.Any(column => column.Name == name && column.Kind is ColumnKind.Category));
        return schema with { Notes = [.. schema.Notes, .. many.Select(name => $"'{name}' has very many different texts; categories were chosen among the first 65536 of them")] };
    }
}
