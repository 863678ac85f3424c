using Glia.Health.Records;
using Glia.Networks;

namespace Glia.Health.Treatments;

/// <summary>
/// What can be added to the best network so far: training it on, at its rate, at a tenth and at three times of it; reviving its silent units; and beginning anew with what helped and
/// one thing more: another draw, normalisation, paths around layers, another activation.
/// </summary>
internal static class Additions
{
    /// <summary>Draws that are tried: with a chance of one in two of a good one, three of four rounds have one. Narrow and deep networks live or die by their draw (Lu et al. 2019).</summary>
    private const int Draws = 2;

    private const ulong OtherDraw = 15485863;

    /// <summary>Plans for one more round.</summary>
    /// <param name="patient">What is to be cured, as it came.</param>
    /// <param name="best">What was done to the best network so far, before its training.</param>
    /// <param name="trained">That network after it, before anything was taken into its weights.</param>
    /// <param name="health">Its health.</param>
    /// <param name="round">The round, from 2.</param>
    /// <returns>Names and plans.</returns>
    public static IEnumerable<(string Name, Treated Treated)> To(Patient patient, Treated best, Network trained, HealthReport health, int round)
    {
        double rate = best.Options.LearningRate;
        Func<TrainingSet, TrainingSet> rows = best.Rows ?? (set => set);
        Patient now = patient with { Network = trained, Options = best.Options, Health = health, Train = rows(patient.Train), Held = rows(patient.Held) };
        yield return ("longer", On(best.Options, "trained on"));
        yield return ("lower_rate", On(best.Options with { LearningRate = rate / 10 }, Invariant($"trained on at a rate of {rate / 10:G3}")));
        yield return ("higher_rate", On(best.Options with { LearningRate = rate * 3 }, Invariant($"trained on at a rate of {rate * 3:G3}")));
        foreach (ITreatment treatment in (ITreatment[])[new BiasLift(), new Recycle(), new Normalisation(), new Residual(), new OtherActivation(), new OtherActivation(OtherNetworks.Bounded), new OtherActivation(OtherNetworks.Smooth)])
        {
            if (treatment.Treat(now) is { } added)
            {
                yield return (treatment.Name, added with { What = Invariant($"{best.What}; then {added.What}"), Rows = best.Rows, Finish = best.Finish });
            }
        }

        for (int draw = 0; draw < Draws; draw++)
        {
            ulong seed = unchecked(patient.Options.Seed + (OtherDraw * (ulong)((round * Draws) + draw)));
            yield return ("another_draw", new Treated(OtherNetworks.Redrawn(trained.Inputs, trained.Spec, seed), best.Options with { Seed = seed }, Invariant($"{best.What}; begun anew with another draw"))
            {
                Rows = best.Rows,
                Finish = best.Finish,
            });
        }

        Treated On(TrainingOptions options, string what) =>
            new(Surgery.Copy(trained), options, Invariant($"{best.What}; then {what}")) { Rows = best.Rows, Finish = best.Finish };
    }
}
