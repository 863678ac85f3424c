namespace Glia.Networks;

/// <summary>Why a training ended. Whatever the reason but <see cref="Stopped"/>, the best weights are in the network.</summary>
public enum StopReason
{
    /// <summary>All epochs were made.</summary>
    Completed,

    /// <summary>The loss did not improve for as many epochs as the patience allows.</summary>
    EarlyStopped,

    /// <summary>The caller cancelled.</summary>
    Cancelled,

    /// <summary>A loss or a weight became infinite or NaN.</summary>
    NonFinite,

    /// <summary>A rule ended it (<see cref="IStepRule.Ends"/>): the weights of that moment are in the network.</summary>
    Stopped,
}
