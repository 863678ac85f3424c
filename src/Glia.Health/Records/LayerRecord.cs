using System.Numerics;

namespace Glia.Health.Records;

/// <summary>What training has shown of the units of one activation layer.</summary>
internal sealed class LayerRecord
{
    /// <summary>Steps of history kept before a value stops being a number; the length used by Hugging Face's underflow tracer is 21.</summary>
    private const int History = 20;

    /// <summary>Per unit: 1 while it is silent, that is, fired in no row of the step added last.</summary>
    private readonly int[] _silent;

    /// <summary>Per silent unit: the last step in which it fired (−1 for none), and the rows seen up to then.</summary>
    private readonly long[] _lastFired;
    private readonly long[] _rowsAtLastFired;
    private readonly float[] _largest = new float[History];
    private long _steps;
    private long _lastStep = -1;

    /// <summary>Starts a record.</summary>
    public LayerRecord(Stage stage)
    {
        Stage = stage;
        Epoch = stage.NewCounts();
        _silent = new int[stage.Units];
        Array.Fill(_silent, 1);
        _lastFired = new long[stage.Units];
        Array.Fill(_lastFired, -1);
        _rowsAtLastFired = new long[stage.Units];
        StartBias = stage.BiasValues();
    }

    /// <summary>Gets the biases that training began with; empty where there are none.</summary>
    public float[] StartBias { get; }

    /// <summary>Gets where the layer is.</summary>
    public Stage Stage { get; }

    /// <summary>Gets the counts of the running epoch.</summary>
    public UnitCounts Epoch { get; }

    /// <summary>Gets the rows seen since the start.</summary>
    public long Rows { get; private set; }

    /// <summary>Gets the rows of one whole pass over the training rows: those of the longest epoch so far.</summary>
    public long PassRows { get; private set; }

    /// <summary>The last step with a row of z &gt; 0; −1 for none.</summary>
    public long LastFired(int unit) => _silent[unit] == 0 ? _lastStep : _lastFired[unit];

    /// <summary>Rows seen since the unit last fired; those of its last firing step do not count.</summary>
    public long RowsSilent(int unit) => _silent[unit] == 0 ? 0 : Rows - _rowsAtLastFired[unit];

    /// <summary>Looks at one batch.</summary>
    /// <param name="z">Pre-activations [rows, units].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="step">Number of the step.</param>
    /// <returns>False when a z is NaN or infinite; those rows say nothing about firing.</returns>
    public bool Add(ReadOnlySpan<float> z, int rows, long step)
    {
        long before = Epoch.Rows;
        bool finite = Epoch.Add(z, rows);
        NoteFiring(Epoch.FiredLast);
        Rows += Epoch.Rows - before;
        _lastStep = step;
        if (finite)
        {
            _largest[_steps++ % History] = Epoch.LargestLast;
        }

        return finite;
    }

    /// <summary>Notes which units fell silent with the step being added, and which fired again: few do either, so whole vectors are skipped.</summary>
    private void NoteFiring(ReadOnlySpan<int> fired)
    {
        int unit = 0;
        for (; unit <= fired.Length - Vector<int>.Count; unit += Vector<int>.Count)
        {
            Vector<int> silent = new(_silent.AsSpan(unit));
            Vector<int> now = Vector.Equals(new Vector<int>(fired[unit..]), Vector<int>.Zero) & Vector<int>.One;
            if (silent != now)
            {
                NoteFiring(fired, unit, unit + Vector<int>.Count);
            }
        }

        NoteFiring(fired, unit, fired.Length);
    }

    private void NoteFiring(ReadOnlySpan<int> fired, int from, int to)
    {
        for (int unit = from; unit < to; unit++)
        {
            if (fired[unit] == 0 && _silent[unit] == 0)
            {
                (_lastFired[unit], _rowsAtLastFired[unit]) = (_lastStep, Rows);
            }

            _silent[unit] = fired[unit] == 0 ? 1 : 0;
        }
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
