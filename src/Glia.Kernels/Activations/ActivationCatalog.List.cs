using Glia.Kernels.Rows;

namespace Glia.Kernels.Activations;

/// <content>The list itself.</content>
public static partial class ActivationCatalog
{
    private static CatalogEntry[] List() =>
    [
        CatalogEntry.Elementwise<Elu>(),
        CatalogEntry.Elementwise<LeakyRelu>(),
        CatalogEntry.Elementwise<Linear>(),
        CatalogEntry.Elementwise<Relu>(),
        CatalogEntry.Elementwise<Sigmoid>(),
        CatalogEntry.Elementwise<Tanh>(),
        CatalogEntry.Learned<Prelu>(),
        CatalogEntry.Learned<Swish>(),
        CatalogEntry.Rows<LogSoftmax>(),
        CatalogEntry.Rows<Softmax>(),
    ];
}
