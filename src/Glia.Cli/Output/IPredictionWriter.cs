using Glia.Tabular;

namespace Glia.Cli.Output;

/// <summary>Writes predictions as they come.</summary>
internal interface IPredictionWriter
{
    void Begin();

    void Add(Prediction prediction);

    void End(long rows);
}
