using Glia.Networks;

namespace Glia.Health.Records;

/// <summary>All that a probe may look at when it states its findings.</summary>
public sealed record Evidence
{
    internal Evidence(HealthOptions options, Stage[] stages, IReadOnlyList<LayerEvidence> layers, Scan held, Scan? train, TrainingRecord? training)
        => (Options, Stages, Layers, Held, Train, Training) = (options, stages, layers, held, train, training);

    /// <summary>Gets the thresholds.</summary>
    public HealthOptions Options { get; }

    /// <summary>Gets the layers that have an activation, with their units' verdicts.</summary>
    public IReadOnlyList<LayerEvidence> Layers { get; internal init; }

    /// <summary>Gets what training showed; null when none was watched.</summary>
    public TrainingRecord? Training { get; }

    /// <summary>Gets the certificates of units that looked dead or stuck; empty where none was asked for.</summary>
    public IReadOnlyList<Certificates.UnitCertificate> Certificates { get; internal init; } = [];

    /// <summary>Gets what probes earlier in the chain have found.</summary>
    public IReadOnlyList<Finding> Found { get; init; } = [];

    /// <summary>The network as it stands; null where only its layers are known.</summary>
    internal Network? Network { get; init; }

    /// <summary>Every stage of the network.</summary>
    internal Stage[] Stages { get; }

    /// <summary>The forward pass over the rows given.</summary>
    internal Scan Held { get; }

    /// <summary>The forward pass over the training rows; null when no training was watched.</summary>
    internal Scan? Train { get; }
}
