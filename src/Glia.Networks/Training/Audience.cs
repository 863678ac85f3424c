using System.Diagnostics.CodeAnalysis;

namespace Glia.Networks.Training;

/// <summary>
/// The observers of one training. One that throws hears no more and is named in the result; the training itself never sees the exception,
/// since nobody may lose an hour of it to a fault in what only looks on.
/// </summary>
internal sealed class Audience
{
    private readonly IStepObserver?[] _observers;
    private readonly bool[] _watching;
    private readonly List<ObserverFailure> _failures = [];

    public Audience(IReadOnlyList<IStepObserver> observers)
    {
        _observers = [.. observers];
        _watching = new bool[_observers.Length];
    }

    /// <summary>Who threw, in the order in which it happened.</summary>
    public IReadOnlyList<ObserverFailure> Failures => _failures;

    /// <summary>Tells everybody about a moment.</summary>
    /// <param name="step">Steps made so far.</param>
    /// <param name="what">The moment.</param>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever an observer throws: it is reported, and training goes on.")]
    public void Tell(long step, Action<IStepObserver> what)
    {
        for (int i = 0; i < _observers.Length; i++)
        {
            try
            {
                if (_observers[i] is { } observer)
                {
                    what(observer);
                }
            }
            catch (Exception error)
            {
                LeaveOut(i, step, error);
            }
        }
    }

    /// <summary>Who wants to see the step? True for anybody.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever an observer throws: it is reported, and training goes on.")]
    public bool Watches(long step)
    {
        bool any = false;
        for (int i = 0; i < _observers.Length; i++)
        {
            try
            {
                any |= _watching[i] = _observers[i]?.Watches(step) == true;
            }
            catch (Exception error)
            {
                LeaveOut(i, step - 1, error);
            }
        }

        return any;
    }

    /// <summary>Will anybody who watches the step ask for values before its update?</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever an observer throws: it is reported, and training goes on.")]
    public bool Compares(long step, double loss)
    {
        bool any = false;
        for (int i = 0; i < _observers.Length; i++)
        {
            try
            {
                any |= _watching[i] && _observers[i]!.Compares(step, loss);
            }
            catch (Exception error)
            {
                LeaveOut(i, step - 1, error);
            }
        }

        return any;
    }

    /// <summary>Shows a step to those who watch it, or to all.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever an observer throws: it is reported, and training goes on.")]
    public void Show(in StepView view, bool always)
    {
        for (int i = 0; i < _observers.Length; i++)
        {
            try
            {
                if (_watching[i] || always)
                {
                    _observers[i]?.StepEnded(view);
                }
            }
            catch (Exception error)
            {
                LeaveOut(i, view.Step, error);
            }
        }
    }

    /// <summary>Gives the state of the moment to those who keep it.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever an observer throws: it is reported, and training goes on.")]
    public void HandOver(TrainingRun run, Loss loss)
    {
        for (int i = 0; i < _observers.Length; i++)
        {
            try
            {
                if (_observers[i] is { } observer && observer.Keeps(run.Step))
                {
                    observer.Kept(TrainingState.Of(run, loss));
                }
            }
            catch (Exception error)
            {
                LeaveOut(i, run.Step, error);
            }
        }
    }

    private void LeaveOut(int observer, long step, Exception error)
    {
        _failures.Add(new ObserverFailure(_observers[observer]!.GetType().Name, step, error));
        (_observers[observer], _watching[observer]) = (null, false);
    }
}
