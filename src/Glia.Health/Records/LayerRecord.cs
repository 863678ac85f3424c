namespace Glia.Health.Records;

/// <summary>What training has shown of the units of one activation layer.</summary>
internal sealed class LayerRecord
{
    /// <summary>Steps of history kept before a value stops being a number; the length used by Hugging Face's underflow tracer is 21.</summary>
    private const int History = 20;

    private readonly long[] _rowsAtLastFired;
    private readonly float[] _largest = new float[History];
    private long _steps;

    /// <summary>Starts a record.</summary>
    public LayerRecord(Stage stage)
    {
        Stage = stage;
        Epoch = stage.NewCounts();
        LastFired = new long[stage.Units];
        Array.Fill(LastFired, -1);
        _rowsAtLastFired = new long[stage.Units];
    }

    /// <summary>Gets where the layer is.</summary>
    public Stage Stage { get; }

    /// <summary>Gets the counts of the running epoch.</summary>
    public UnitCounts Epoch { get; }

    /// <summary>Gets, per unit, the last step with a row of z &gt; 0; −1 for none.</summary>
    public long[] LastFired { get; }

    /// <summary>Gets the rows seen since the start.</summary>
    public long Rows { get; private set; }

    /// <summary>Gets the rows of one whole pass over the training rows: those of the longest epoch so far.</summary>
    public long PassRows { get; private set; }

    /// <summary>Rows seen since the unit last fired; those of its last firing step do not count.</summary>
    public long RowsSilent(int unit) => Rows - _rowsAtLastFired[unit];

    /// <summary>Looks at one batch.</summary>
    /// <param name="z">Pre-activations [rows, units].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="step">Number of the step.</param>
    /// <returns>False when a z is NaN or infinite; those rows say nothing about firing.</returns>
    public bool Add(ReadOnlySpan<float> z, int rows, long step)
    {
        long before = Epoch.Rows;
        bool finite = Epoch.Add(z, rows);
        Rows += Epoch.Rows - before;
        ReadOnlySpan<int> fired = Epoch.FiredLast;
        for (int unit = 0; unit < fired.Length; unit++)
        {
            if (fired[unit] > 0)
            {
                LastFired[unit] = step;
                _rowsAtLastFired[unit] = Rows;
            }
        }

        if (finite)
        {
            _largest[_steps++ % History] = Epoch.LargestLast;
        }

        return finite;
    }

    /// <summary>Largest |z| of the oldest and of the newest step remembered, and how many steps lie between.</summary>
    public (double First, double Last, long Steps) Precursor()
    {
        long kept = Math.Min(_steps, History);
        return kept == 0 ? (0, 0, 0) : (_largest[(_steps - kept) % History], _largest[(_steps - 1) % History], kept - 1);
    }

    /// <summary>The frame of the epoch that ends; the counts start again.</summary>
    /// <param name="signal">Gains of the layer; null before the first measurement.</param>
    /// <param name="saturatedRows">Share of rows that makes a unit saturated.</param>
    public LayerFrame Close(LayerSignal? signal, double saturatedRows)
    {
        float[] rate = new float[Stage.Units];
        (int silent, int dead, int saturated) = (0, 0, 0);
        for (int unit = 0; unit < rate.Length; unit++)
        {
            long flat = Epoch.Low[unit] + Epoch.High[unit];
            rate[unit] = Epoch.Rows == 0 ? 0 : (float)(Stage.Flat is null ? Epoch.Fired[unit] : Epoch.Rows - flat) / Epoch.Rows;
            if (Epoch.Rows > 0 && Stage.Flat is not null && flat >= saturatedRows * Epoch.Rows)
            {
                saturated++;
            }
            else if (Stage.IsRectifier && Epoch.Rows > 0 && Epoch.Fired[unit] == 0)
            {
                // Longer than this whole epoch: the unit was silent in the one before, too.
                _ = RowsSilent(unit) > Epoch.Rows ? dead++ : silent++;
            }
        }

        PassRows = Math.Max(PassRows, Epoch.Rows);
        Epoch.Clear();
        return new LayerFrame(
            Stage.Name, rate, signal?.ForwardGain, signal?.BackwardGain, signal?.UpdateRatio, rate.Length - silent - dead - saturated, silent, dead, saturated);
    }
}
