namespace Glia.Health.Probes;

/// <summary>The probes, the earliest link of a chain first: a number that is none, data and structure, then the signal, then the units, then the answers.</summary>
internal static class ProbeCatalog
{
    /// <summary>New probes, without memory.</summary>
    public static IProbe[] Create() =>
    [
        new NonFiniteValues(), new ConstantTarget(), new OutputMismatch(), new UnscaledInput(), new UncentredInput(), new ClassImbalance(),
        new LearningRateTooHigh(), new FadingSignal(), new GrowingSignal(), new ExplodingGradient(), new GradientUnderEpsilon(), new BiasStep(),
        new VanishingGradient(), new CollapsedCorrelation(), new LearningRateTooLow(), new OscillatingLoss(), new LossSpike(), new DuplicateUnits(), new DeadUnits(),
        new SilentUnits(), new SaturatedUnits(), new ConstantOutput(), new BehindBaseline(), new NotLearning(),
    ];
}
