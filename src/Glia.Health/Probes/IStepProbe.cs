using Glia.Health.Records;
using Glia.Networks;

namespace Glia.Health.Probes;

/// <summary>A probe of the catalogue that looks at every step; those that do not say so are not shown any.</summary>
internal interface IStepProbe : IProbe
{
    abstract void IProbe.StepEnded(in StepView step, TrainingRecord record);
}
