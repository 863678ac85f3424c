namespace Glia.Health.Treatments;

/// <summary>Stop the killer: a tenth of the learning rate, from the weights as they are. First, because whatever is revived would die again.</summary>
internal sealed class LowerRate : ITreatment
{
    public string Name => "lower_rate";

    public Treated? Treat(Patient patient) => new(
        patient.Copy(),
        patient.Options with { LearningRate = patient.Options.LearningRate / 10 },
        Invariant($"learning rate {patient.Options.LearningRate / 10:G3} instead of {patient.Options.LearningRate:G3}"));
}
