namespace Glia.HealthBoard.Results;

/// <summary>benchmarks/results/health-studies.json: what is measured beside the cases, and what the pages show.</summary>
internal sealed class StudyFile
{
    public IList<DepthPoint> Depth { get; set; } = [];

    public IList<TaskPoint> Tasks { get; set; } = [];

    public IList<ShrinkPoint> Shrink { get; set; } = [];

    public IList<StuckPoint> Rate { get; set; } = [];

    public IList<StuckPoint> Bias { get; set; } = [];

    public IList<CertifyPoint> Certify { get; set; } = [];
}

/// <summary>Lowest, median and highest of some seeds.</summary>
internal sealed record Range(double Low, double Median, double High)
{
    public static Range Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Range(Digits(sorted[0]), Digits((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2), Digits(sorted[^1]));
    }

    /// <summary>Four significant digits.</summary>
    private static double Digits(double value) =>
        double.Parse(value.ToString("G4", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Deep networks on images: one activation at one depth.</summary>
/// <param name="Series">Activation and initialisation.</param>
/// <param name="Depth">Hidden layers.</param>
/// <param name="Seeds">Runs.</param>
/// <param name="Steps">Training steps.</param>
/// <param name="Learns">Runs that end above half of the rows right.</param>
/// <param name="Accuracy">On held rows.</param>
/// <param name="ForwardGain">rms(y of the last hidden layer) / rms(y of the first), a layer, before training.</param>
/// <param name="BackwardGain">rms(∂L/∂z of the first hidden layer) / rms(that of the last), a layer, before training.</param>
/// <param name="Cosine">Mean cosine between outputs of different rows at the last hidden layer, before training.</param>
/// <param name="Found">Runs that end with a finding of the signal (vanishing, exploding, collapse) or of a dead layer.</param>
internal sealed record DepthPoint(
    string Series, int Depth, int Seeds, long Steps, int Learns, Range Accuracy, Range ForwardGain, Range BackwardGain, Range Cosine, int Found);

/// <summary>One task of a row of tasks.</summary>
/// <param name="Series">Optimizer and rate.</param>
/// <param name="Task">Number of the task, from 1.</param>
/// <param name="Seeds">Runs.</param>
/// <param name="Accuracy">On held rows, when the task ends.</param>
/// <param name="Dormant">Share of hidden units whose mean |y| is at most 0.025 of their layer's mean (Sokar et al., ICML 2023).</param>
/// <param name="Dead">Share of hidden units that no row fires.</param>
/// <param name="WeightSize">rms of all weights.</param>
internal sealed record TaskPoint(string Series, int Task, int Seeds, Range Accuracy, Range Dormant, Range Dead, Range WeightSize);

/// <summary>Certificates for networks of one kind.</summary>
/// <param name="Series">What kills the units.</param>
/// <param name="Seeds">Networks.</param>
/// <param name="Silent">Units that fire on no row.</param>
/// <param name="Certified">Proved dead over the box of the data.</param>
/// <param name="Refuted">An input of the box fires them.</param>
/// <param name="Undecided">Neither; counted as truly dead.</param>
/// <param name="False">Certified units that an input of the box fires after all.</param>
/// <param name="Seconds">The longest time for a network.</param>
internal sealed record CertifyPoint(string Series, int Seeds, int Silent, int Certified, int Refuted, int Undecided, int False, double Seconds)
{
    /// <summary>Undecided units of the second, third … hidden layer.</summary>
    public IReadOnlyList<int> UndecidedByLayer { get; init; } = [];

    /// <summary>What z of the undecided units is proved not to pass, 0 being what has to be shown; null where there are none.</summary>
    public Range? Bound { get; init; }
}

/// <summary>How much of the gradient arrives at the first layer before training, and what training then reaches.</summary>
internal sealed record ShrinkPoint(string Activation, int Depth, int Seeds, Range Arrives, Range Accuracy);

/// <summary>Units that cannot learn at one setting.</summary>
/// <param name="Activation">The hidden activation.</param>
/// <param name="At">The learning rate, or the bias at the start.</param>
/// <param name="Seeds">Runs.</param>
/// <param name="Diverged">Runs that stopped because a number was not finite; they keep the weights of the last whole epoch.</param>
/// <param name="StuckBefore">Share of hidden units whose slope is below 1 % of its largest on every row, before training.</param>
/// <param name="StuckAfter">The same after training.</param>
/// <param name="Accuracy">On held rows.</param>
internal sealed record StuckPoint(string Activation, double At, int Seeds, int Diverged, Range StuckBefore, Range StuckAfter, Range Accuracy);
