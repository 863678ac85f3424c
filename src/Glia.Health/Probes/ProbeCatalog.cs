namespace Glia.Health.Probes;

/// <summary>The probes, the earliest link of a chain first: a number that is none, then the signal, then the units.</summary>
internal static class ProbeCatalog
{
    /// <summary>New probes, without memory.</summary>
    public static IProbe[] Create() => [new NonFiniteValues(), new ExplodingGradient(), new VanishingGradient(), new DeadUnits(), new SaturatedUnits()];
}
