namespace Glia.Health;

/// <summary>How often to look, and every threshold with its source.</summary>
public sealed record HealthOptions
{
    /// <summary>Steps between two looks at every unit. 1: every step, so that no firing is missed.</summary>
    public int WatchEvery { get; init; } = 1;

    /// <summary>Steps between two measurements of gains, gradients and updates. Steps 0, 1, 2, 4, 8 … of a run are measured
    /// besides, and updates where the loss stands out. At 16 it takes 1 to 2 % of a training, as the units' own pass does.</summary>
    public int SampleEvery { get; init; } = 16;

    /// <summary>Most frames kept in the timeline; when there are more, every second one is dropped.</summary>
    public int MaximumFrames { get; init; } = 512;

    /// <summary>
    /// Memory for states of the training that a <see cref="Causes.CauseFinder"/> goes back to, in bytes; 0: none are kept. The first one and a
    /// thinned history of up to 16 fit where a state (three times the weights with Adam) is small enough.
    /// </summary>
    public long SnapshotBytes { get; init; } = 64L << 20;

    /// <summary>A rectifier unit with a firing rate up to this is called sparse, which is healthy. Source: inactive units in
    /// SageMaker Debugger's DeadRelu rule and dormant ones in Dohare et al., Nature 2024, both 1 %.</summary>
    public double SparseRate { get; init; } = 0.01;

    /// <summary>Fewest rows (training and held together) for a verdict on a unit after watched training: 3/100 bounds the rate
    /// to 3 %. Below, a silent unit stays silent.</summary>
    public int MinimumRows { get; init; } = 100;

    /// <summary>Fewest rows to call a unit dead from a forward pass alone: 3/300 is the 1 % of <see cref="SparseRate"/>, so that a
    /// unit that is merely sparse is not mistaken.</summary>
    public int MinimumExamRows { get; init; } = 300;

    /// <summary>Fewest held rows for the proof <see cref="Proof.Bounded"/>: the rule of three is close from 30 on
    /// (Hanley and Lippman-Hand, JAMA 249, 1983).</summary>
    public int MinimumBoundRows { get; init; } = 30;

    /// <summary>Share of dead units in a layer below which capacity is hardly touched and the advice says so. Source: the warning
    /// level of keras-contrib's dead-unit callback, 10 %.</summary>
    public double HarmlessDeadShare { get; init; } = 0.1;

    /// <summary>A unit whose mean |y| is at most this share of the layer's is dormant, which is no fault by itself. Source: ReDo (Sokar et
    /// al., ICML 2023), 0.1.</summary>
    public double DormantScore { get; init; } = 0.1;

    /// <summary>A loss that never got below this share of what the best constant answer gives: the network has learned next to nothing. A
    /// problem of the signal is only reported where this holds, too. 5 % is far below what a network that learns gains even on noisy targets.</summary>
    public double UnlearnedLossShare { get; init; } = 0.95;

    /// <summary>A loss that never got below this share of what the best constant answer gives is stuck: the network knows nothing of its inputs.
    /// 1 %, the gain below which AutoTrainer (ICSE 2021) calls training slow.</summary>
    public double StuckGuessShare { get; init; } = 0.99;

    /// <summary>Part of the way from the loss of the best constant answer to that of a table of one column, in ratios of the loss, below which a network stays far behind that baseline:
    /// half, so that it lies nearer to knowing nothing. Holte (Machine Learning 1993) finds such tables close to full learners.</summary>
    public double BaselineWay { get; init; } = 0.5;

    /// <summary>Share by which a table of one column has to be below the best constant answer to be a baseline at all: a tenth. By chance alone it gains a few hundredths.</summary>
    public double LeastBaselineGain { get; init; } = 0.1;

    /// <summary>Steps before a loss can be called stuck: fewer may be the plateau that training often begins with.</summary>
    public long MinimumSteps { get; init; } = 200;

    /// <summary>|mean| / |standard deviation| of the inputs above which they are uncentred. Source: of two measured levels, 2 and 10, at which
    /// the share of units that are born dead rises with it (Spearman 0.82 to 0.89 over 454 layers, arXiv 2605.31518), the lower.</summary>
    public double UncentredInput { get; init; } = 2;

    /// <summary>Largest over smallest standard deviation of inputs above which they are unscaled: 100, two orders of magnitude, so that one
    /// learning rate cannot serve both.</summary>
    public double UnscaledInput { get; init; } = 100;

    /// <summary>rms of the inputs above which they are too large: ten times what initialisation counts on, which is 1.</summary>
    public double LargeInput { get; init; } = 10;

    /// <summary>Slope of ln rms(y) over the hidden layers, a layer, above which the signal's size runs away with depth, from five hidden layers on.
    /// Glorot's weights before rectifiers give −0.35: half the variance is lost in each layer.</summary>
    public double RunawaySlope { get; init; } = 0.2;

    /// <summary>Mean cosine between rows at the last hidden layer above which they all look the same to the output.</summary>
    public double CollapsedCosine { get; init; } = 0.95;

    /// <summary>Mean cosine between rows of the input below which they are different enough for a collapse to be the network's doing.</summary>
    public double DistinctCosine { get; init; } = 0.5;

    /// <summary>Share of gradients below the optimizer's ε above which it stands still. In the published 34 x 128 network it is 92 % where
    /// training fails, with ε 1e-7.</summary>
    public double BelowEpsilonShare { get; init; } = 0.5;

    /// <summary>rms(bias step) / rms(z) above which biases outrun the signal: one step moves a unit by more than the data do. In the published
    /// 34 x 128 network it is about 1000.</summary>
    public double BiasStepRatio { get; init; } = 1;

    /// <summary>rms(update) / rms(weights) below which, with sound gradients, the learning rate is too low. Source: the low end of
    /// TheDeepChecker's healthy range (TOSEM 2022).</summary>
    public double TimidUpdateRatio { get; init; } = 1e-4;

    /// <summary>Rise of an epoch's loss, or of a running one, as a share of the loss where nothing is learned, that counts as a swing.</summary>
    public double SwingSize { get; init; } = 0.1;

    /// <summary>Share by which the loss of the network as training left it is above its lowest running loss where a spike left its mark: a tenth, well above what the noise of a running loss over 3,000 rows makes.</summary>
    public double SpikeLeft { get; init; } = 0.1;

    /// <summary>Share of epochs with a swing above which the loss oscillates. Source: AutoTrainer (ICSE 2021), η = 0.2.</summary>
    public double SwingShare { get; init; } = 0.2;

    /// <summary>Rows of the most frequent class over those of the least frequent one above which classes are imbalanced. Source: SageMaker
    /// Debugger's ClassImbalance, 10.</summary>
    public double ImbalanceRatio { get; init; } = 10;

    /// <summary>Range of the outputs over all training rows, in logits or standard deviations of the target, below which the network gives one
    /// answer to everything: it moves a probability by less than 0.025 %.</summary>
    public double ConstantOutputRange { get; init; } = 1e-3;

    /// <summary>A unit whose slope is below 1 % of the largest on this share of rows is saturated.</summary>
    public double SaturatedRows { get; init; } = 0.95;

    /// <summary>A layer with this share of saturated units is reported. Source: TheDeepChecker (TOSEM 2022) and SageMaker
    /// Debugger's SaturatedActivation, both 50 % of units.</summary>
    public double SaturatedLayerShare { get; init; } = 0.5;

    /// <summary>rms(∂L/∂z of the first layer) / rms(∂L/∂z of the last) below which the gradient may be vanishing. Source: AutoTrainer
    /// (ICSE 2021), 1e-3, taken here on pre-activation gradients: a ratio of weight gradients cannot see an even collapse.</summary>
    public double VanishingRatio { get; init; } = 1e-3;

    /// <summary>rms(update) / rms(weights) below which a layer does not move in any useful number of steps. A tenth of the low end
    /// of TheDeepChecker's healthy range 1e-4 … 1e-1.</summary>
    public double StalledUpdateRatio { get; init; } = 1e-5;

    /// <summary>rms(weight gradient) / rms(weights) below which a layer is starved. In the published 34 x 128 network that cannot
    /// learn (AutoTrainer's motivating case) it is 1e-7 in every layer, in its repaired twin above 1e-3.</summary>
    public double StarvedGradientRatio { get; init; } = 1e-6;

    /// <summary>A loss below this share of the loss at the start is on its way to its floor: small gradients are no fault there.</summary>
    public double LearnedLossShare { get; init; } = 0.5;

    /// <summary>A loss above this share of the loss at the start has not moved: confirms a vanishing gradient.</summary>
    public double StuckLossShare { get; init; } = 0.9;

    /// <summary>rms(∂L/∂z of the first layer) / rms(∂L/∂z of the last) above which gradients may be exploding. Source: AutoTrainer, 70.
    /// Alone it fires on healthy deep networks, so it must be confirmed.</summary>
    public double ExplodingRatio { get; init; } = 70;

    /// <summary>Gradient norm over its running median above which a step stands out: ten times.</summary>
    public double ExplodingNorm { get; init; } = 10;

    /// <summary>rms(update) / rms(weights) above which a step throws the weights about. Source: TheDeepChecker and DeepDiagnosis
    /// (ICSE 2022), 1e-1.</summary>
    public double ThrownUpdateRatio { get; init; } = 0.1;

    /// <summary>Loss over the loss at the start above which training has come apart: ten times.</summary>
    public double ExplodingLoss { get; init; } = 10;

    /// <summary>rms(y of the last hidden layer) / rms(input) above which the signal grows with depth.</summary>
    public double ForwardGrowth { get; init; } = 100;

    /// <summary>
    /// How to certify units that look dead; null: not at all. It says how well a death is proved, and finds deaths that rows alone do not settle: a unit that is silent on too few rows to be
    /// called dead is dead once that is certified. Which proofs are found in the time given depends on the machine, so findings may, too.
    /// </summary>
    public Certificates.CertificationOptions? Certification { get; init; }

    /// <summary>Checks that the counts make sense.</summary>
    /// <param name="parameter">Name of the parameter that carries the options.</param>
    /// <exception cref="ArgumentException">A count is too small; the message says which.</exception>
    internal void Check(string parameter)
    {
        ReadOnlySpan<(string Name, int Value, int Least)> counts =
        [
            (nameof(WatchEvery), WatchEvery, 1),
            (nameof(SampleEvery), SampleEvery, 1),
            (nameof(MaximumFrames), MaximumFrames, 2),
            (nameof(MinimumRows), MinimumRows, 1),
            (nameof(MinimumExamRows), MinimumExamRows, 1),
            (nameof(MinimumBoundRows), MinimumBoundRows, 1),
        ];
        foreach ((string name, int value, int least) in counts)
        {
            if (value < least)
            {
                throw new ArgumentException(Invariant($"{name} is {value}; it has to be at least {least}."), parameter);
            }
        }
    }
}
