using Glia.Health.Records;

namespace Glia.Health.Treatments;

/// <summary>
/// All treatments in their order: stop the killer; the smallest change in place; recycle; resample; rescale a layer; remove the outside cause and begin anew; normalisation; paths around layers; another
/// activation last, since it changes every unit.
/// </summary>
internal static class TreatmentCatalog
{
    public static IReadOnlyList<ITreatment> All { get; } =
    [
        new LowerRate(), new BiasLift(), new SignFlip(), new Recycle(), new Resample(), new Rescale(),
        new StandardInputs(), new FreshStart(Pace.Same), new FreshStart(Pace.Tenth), new FreshStart(Pace.Usual), new Normalisation(), new Residual(), new OtherActivation(),
        new OtherActivation(OtherNetworks.Bounded), new OtherActivation(OtherNetworks.Smooth),
    ];
}
