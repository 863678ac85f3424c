using System.Globalization;

namespace Glia.Health.Curves;

/// <summary>
/// An event file that TensorBoard reads: scalars of all curves, histograms of weights, gradients and activations, by step. One folder is one run, as TensorBoard has it; a
/// training that begins again in it, or goes on, hides what was written behind its first step.
/// </summary>
public sealed class TensorBoardEvents : ICurveWriter
{
    // Fields of event.proto and summary.proto.
    private const int WallTime = 1, Step = 2, FileVersion = 3, Summary = 5, SessionLog = 7;
    private const int SessionStatus = 1, SessionStart = 1;
    private const int SummaryValue = 1, ValueTag = 1, SimpleValue = 2, Histo = 5;

    private readonly FileStream _file;
    private readonly TimeProvider _clock;

    /// <summary>Opens a new file in a folder, which is made if it is missing.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="clock">Where times come from; null: the system.</param>
    /// <exception cref="GliaException">The folder cannot be written.</exception>
    public TensorBoardEvents(string folder, TimeProvider? clock = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _clock = clock ?? TimeProvider.System;
        try
        {
            Directory.CreateDirectory(folder);
            FilePath = FreeName(folder, _clock.GetUtcNow().ToUnixTimeSeconds());
            _file = new FileStream(FilePath, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
            Write(new ProtoBytes().Double(WallTime, Now()).Text(FileVersion, "brain.Event:2"));
            _file.Flush();
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new GliaException($"{folder}: events for TensorBoard cannot be written there: {wrong.Message}", wrong);
        }
    }

    /// <summary>Gets where it is.</summary>
    public string FilePath { get; }

    /// <inheritdoc/>
    public bool TakesHistograms => true;

    /// <inheritdoc/>
    public void Begin(int epoch, long step) =>
        Write(Event(step + 1).Message(SessionLog, new ProtoBytes().Whole(SessionStatus, SessionStart)));

    /// <inheritdoc/>
    public void Add(CurvePoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        var summary = new ProtoBytes();
        foreach ((string name, double? value) in point.Values)
        {
            if (value is { } number)
            {
                summary.Message(SummaryValue, new ProtoBytes().Text(ValueTag, name).ChosenFloat(SimpleValue, (float)number));
            }
        }

        Write(Event(point.Step).Message(Summary, summary));
        _file.Flush();
    }

    /// <inheritdoc/>
    public void Add(string name, long step, Histogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        ProtoBytes proto = new ProtoBytes()
            .Double(1, histogram.Min).Double(2, histogram.Max).Double(3, histogram.Count).Double(4, histogram.Sum).Double(5, histogram.SumOfSquares)
            .Doubles(6, histogram.Limits).Doubles(7, [.. histogram.Counts.Select(count => (double)count)]);
        Write(Event(step).Message(Summary, new ProtoBytes().Message(SummaryValue, new ProtoBytes().Text(ValueTag, name).Message(Histo, proto))));
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // TensorBoard reads the files of a folder in the order of their names, which begin with the time: the later hides the earlier.
    private static string FreeName(string folder, long seconds)
    {
        string Name(long second) => Path.Combine(folder, $"events.out.tfevents.{second.ToString("D10", CultureInfo.InvariantCulture)}.glia");
        while (File.Exists(Name(seconds)))
        {
            seconds++;
        }

        return Name(seconds);
    }

    private ProtoBytes Event(long step) => new ProtoBytes().Double(WallTime, Now()).Whole(Step, step);

    private double Now() => _clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;

    private void Write(ProtoBytes message) => RecordFile.Write(_file, message.Bytes);
}
