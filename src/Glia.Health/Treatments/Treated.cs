using Glia.Networks;

namespace Glia.Health.Treatments;

/// <summary>A treated network, ready to be trained on.</summary>
/// <param name="Network">The network; not the patient's own.</param>
/// <param name="Options">How it is trained from here on.</param>
/// <param name="What">What was done, in words with numbers: "bias of 8 units lifted, so that each fires on 75 % of the rows".</param>
public sealed record Treated(Network Network, TrainingOptions Options, string What)
{
    /// <summary>Gets what becomes of rows before they go in; null: they stay as they are.</summary>
    public Func<TrainingSet, TrainingSet>? Rows { get; init; }

    /// <summary>Gets what is done to the network after the training, such as taking a change of the rows into its weights; null: nothing.</summary>
    public Action<Network>? Finish { get; init; }
}
