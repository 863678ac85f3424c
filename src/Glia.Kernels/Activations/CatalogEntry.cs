namespace Glia.Kernels.Activations;

/// <summary>A function of the catalogue, before it has parameters.</summary>
/// <param name="Info">The function at its defaults.</param>
/// <param name="Create">Makes it from arguments that are complete and in range.</param>
internal sealed record CatalogEntry(ActivationInfo Info, Func<ActivationArguments, Activation> Create)
{
    public static CatalogEntry Elementwise<T>()
        where T : struct, IActivation<T> => new(T.Info, arguments => Activation.Of(T.Create(arguments)));

    public static CatalogEntry Learned<T>()
        where T : struct, ILearnedActivation<T> => new(T.Info, arguments => Activation.OfLearned(T.Create(arguments)));

    public static CatalogEntry Rows<T>()
        where T : struct, IRowActivation<T> => new(T.Info, arguments => Activation.OfRows(T.Create(arguments)));
}
