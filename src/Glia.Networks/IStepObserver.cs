namespace Glia.Networks;

/// <summary>
/// Somebody who watches a training: named moments, read-only views. Watching changes nothing: a watched run and an unwatched one
/// end with identical weights. All calls come from the training thread, one after the other. An observer that throws hears no more and
/// is named in <see cref="TrainingResult.ObserverFailures"/>; the training goes on.
/// </summary>
public interface IStepObserver
{
    /// <summary>Says whether a step should be shown; asked once before the update, so that only watched steps cost anything.</summary>
    /// <param name="step">Number of the step, the first is 1.</param>
    /// <returns>True to have <see cref="StepEnded"/> called.</returns>
    bool Watches(long step) => true;

    /// <summary>Says whether a watched step will be asked for values before its update; asked before that, because keeping them takes a copy of all.</summary>
    /// <param name="step">Number of the step.</param>
    /// <param name="loss">The loss of its batch, as in <see cref="StepView.Loss"/>.</param>
    /// <returns>True to have <see cref="StepView.Before"/>.</returns>
    bool Compares(long step, double loss) => true;

    /// <summary>A training is about to begin or to go on: what it makes small and how it learns can be asked here. Called before <see cref="Started"/>.</summary>
    /// <param name="trainer">Network, loss and options.</param>
    void Starting(Trainer trainer)
    {
    }

    /// <summary>The training begins, or goes on after a resume.</summary>
    /// <param name="network">The network with its starting weights.</param>
    /// <param name="train">The training rows; a sample of them where they are streamed.</param>
    /// <param name="validation">The validation rows.</param>
    void Started(Network network, TrainingSet train, TrainingSet? validation)
    {
    }

    /// <summary>A step has been made. Also called, for unwatched steps too, when the loss is not finite: then there was no update.</summary>
    /// <param name="step">The view, valid during the call.</param>
    void StepEnded(in StepView step)
    {
    }

    /// <summary>
    /// Says whether to hand over the state that the training has after a step; asked after every step, watched or not, and once before the
    /// first. A state is a copy of all weights and of what the optimizer remembers.
    /// </summary>
    /// <param name="step">Steps made; 0 before the first of a new training.</param>
    /// <returns>True to have <see cref="Kept"/> called.</returns>
    bool Keeps(long step) => false;

    /// <summary>The state that was asked for, from which <see cref="Trainer.From"/> goes on.</summary>
    /// <param name="state">The state.</param>
    void Kept(TrainingState state)
    {
    }

    /// <summary>An epoch has been completed.</summary>
    /// <param name="epoch">Its record.</param>
    /// <param name="network">The network with the weights after it.</param>
    void EpochEnded(EpochRecord epoch, Network network)
    {
    }

    /// <summary>The training is over; the best weights are in the network.</summary>
    /// <param name="result">How it went.</param>
    void Finished(TrainingResult result)
    {
    }
}
