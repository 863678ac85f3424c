namespace Glia.Networks;

/// <summary>
/// A learning-rate range test (Smith, Cyclical Learning Rates for Training Neural Networks, WACV 2017): a network is trained for a few steps while the rate grows from far
/// too small to far too large. Where the loss falls fastest is a good rate; where it rises is too much.
/// </summary>
/// <param name="Points">Rate and loss, step by step; it ends where the loss has left its lowest by far.</param>
public sealed record RangeTest(IReadOnlyList<RangePoint> Points)
{
    /// <summary>A loss that does not fall below this share of its beginning is noise of small batches, not learning.</summary>
    private const double LeastFall = 0.9;

    /// <summary>Gets the rate at which the smoothed loss is lowest; null where it never falls.</summary>
    public double? Lowest { get; init; }

    /// <summary>Gets the rate at which the smoothed loss falls fastest a decade; null where it never falls.</summary>
    public double? Steepest { get; init; }

    /// <summary>Gets the proposal: <see cref="Lowest"/> / 10 (Gugger's rule, as fast.ai's first finder has it); null where the loss never falls.</summary>
    public double? Proposal { get; init; }

    /// <summary>Runs the test.</summary>
    /// <param name="create">Makes a network with a start drawn from a seed.</param>
    /// <param name="loss">What is made small.</param>
    /// <param name="training">How the training will be; of it optimizer, batch, clipping, penalties and seed are taken.</param>
    /// <param name="train">The training rows.</param>
    /// <param name="options">The range; null for the defaults.</param>
    /// <param name="cancel">Heard between steps.</param>
    /// <returns>The curve and what it says.</returns>
    /// <exception cref="GliaException">An option makes no sense.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static RangeTest Run(
        Func<ulong, Network> create, Loss loss, TrainingOptions training, TrainingSet train, RangeTestOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(train);
        options ??= new RangeTestOptions();
        options.Check();
        double[] rates = options.Rates();
        var curves = new List<double[]>();
        for (int repeat = 0; repeat < options.Repeats; repeat++)
        {
            ulong seed = training.Seed + (ulong)repeat;
            TrainingOptions told = training with
            {
                Epochs = rates.Length,
                Schedule = "constant",
                Patience = 0,
                KeepBest = false,
                CheckpointPath = null,
                Seed = seed,
            };
            var ramp = new RateRamp(rates, options);
            new Trainer(create(seed), loss, told, ramp) { Rule = ramp }.Fit(train, cancel: cancel);
            cancel.ThrowIfCancellationRequested();
            curves.Add([.. ramp.Losses]);
        }

        int length = curves.Min(curve => curve.Length);
        double[] mean = [.. Enumerable.Range(0, length).Select(i => curves.Average(curve => curve[i]))];
        double[] smooth = Smooth(mean, options.Smoothing);
        return Judge([.. Enumerable.Range(0, length).Select(i => new RangePoint(rates[i], mean[i], smooth[i]))]);
    }

    private static RangeTest Judge(RangePoint[] points)
    {
        // The first tenth only warms the mean up.
        int from = points.Length / 10;
        int lowest = from;
        for (int i = from; i < points.Length; i++)
        {
            lowest = points[i].Smoothed < points[lowest].Smoothed ? i : lowest;
        }

        if (points.Length < 3 || lowest <= from || !(points[lowest].Smoothed < LeastFall * points[from].Smoothed))
        {
            return new RangeTest(points);
        }

        // Rates grow by one factor, so a difference of neighbours is a slope a decade.
        int steepest = from + 1;
        for (int i = from + 1; i <= lowest; i++)
        {
            steepest = points[i].Smoothed - points[i - 1].Smoothed < points[steepest].Smoothed - points[steepest - 1].Smoothed ? i : steepest;
        }

        return new RangeTest(points) { Lowest = points[lowest].LearningRate, Steepest = points[steepest].LearningRate, Proposal = points[lowest].LearningRate / 10 };
    }

    /// <summary>An exponential mean, divided by the weight it has seen so far.</summary>
    private static double[] Smooth(double[] values, double keep)
    {
        double[] smooth = new double[values.Length];
        double sum = 0, weight = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum = (keep * sum) + ((1 - keep) * values[i]);
            weight = (keep * weight) + (1 - keep);
            smooth[i] = sum / weight;
        }

        return smooth;
    }

    /// <summary>Gives each step the next rate and notes its loss.</summary>
    private sealed class RateRamp(double[] rates, RangeTestOptions options) : IStepRule, IStepObserver
    {
        private double _sum;
        private double _weight;
        private double _first;
        private double _lowest = double.PositiveInfinity;
        private bool _isOver;

        public List<double> Losses { get; } = [];

        public double LearningRate(long step, double rate) => rates[Math.Min(step, rates.Length) - 1];

        public bool Ends(long step) => _isOver;

        public bool Compares(long step, double loss) => false;

        // The loss of a step is that before its update: it tells what the rates before have done.
        public void StepEnded(in StepView step)
        {
            if (!double.IsFinite(step.Loss))
            {
                _isOver = true;
                return;
            }

            // Judged by the smoothed loss: a small batch may be four times as hard as another.
            Losses.Add(step.Loss);
            _sum = (options.Smoothing * _sum) + ((1 - options.Smoothing) * step.Loss);
            _weight = (options.Smoothing * _weight) + (1 - options.Smoothing);
            double smooth = _sum / _weight;
            _first = Losses.Count == 1 ? smooth : _first;
            _lowest = Math.Min(_lowest, smooth);
            _isOver = Losses.Count == rates.Length || (Losses.Count > rates.Length / 10 && smooth > Math.Max(options.StopAt * _lowest, _first));
        }
    }
}

/// <summary>One rate of a range test.</summary>
/// <param name="LearningRate">The rate.</param>
/// <param name="Loss">Mean loss of the batches with which it was tried, before the update.</param>
/// <param name="Smoothed">The loss as an exponential mean over the rates so far.</param>
public sealed record RangePoint(double LearningRate, double Loss, double Smoothed);
