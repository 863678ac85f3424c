using Glia.Networks;

namespace Glia.Health.Causes;

/// <summary>One update is not made: that of the batch which killed most units, or in which the gradient burst.</summary>
internal sealed class LeftOut(long left) : IStepRule
{
    public static Arrangement? Arrange(Case what) => what.KillingStep is { } step && step > what.Start.Step && step <= what.End
        ? new Arrangement(what.Start)
        {
            Text = Invariant($"the batch of step {step} left out"),
            Rule = () => new LeftOut(step),
        }
        : null;

    public bool Updates(long step) => step != left;
}
