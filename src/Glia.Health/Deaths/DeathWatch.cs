using Glia.Health.Measures;
using Glia.Health.Records;
using Glia.Networks;

namespace Glia.Health.Deaths;

/// <summary>Looks at suspects after every update of a replay, and takes the update apart after which one falls silent.</summary>
internal sealed class DeathWatch : IStepObserver, IStepRule
{
    /// <summary>Multiply-adds up to which every update to the end is looked at: some seconds.</summary>
    public const double Thorough = 2e10;

    /// <summary>Updates between looks where all suspects have been silent for an epoch and thoroughness would cost too much.</summary>
    private const int Pause = 16;

    /// <summary>Steps that a running median looks back, as the monitor's.</summary>
    private const int Window = 101;

    private readonly Stage[] _stages;
    private readonly IReadOnlyList<Suspect> _suspects;
    private readonly Sample _sample;
    private readonly long _first;
    private readonly long _last;
    private readonly Deadline _deadline;
    private readonly bool _isThorough;
    private readonly int _pass;
    private readonly float[] _before;
    private readonly float[] _stateBefore;
    private readonly SlidingMedian _norms = new(Window);
    private readonly Autopsy _autopsy;
    private long _silentSince;

    public DeathWatch(
        TrainingState state, Stage[] stages, IReadOnlyList<Suspect> suspects, Sample sample, long first, long last, Deadline deadline)
    {
        (_stages, _suspects, _sample, _first, _last, _deadline) = (stages, suspects, sample, first, last, deadline);
        _isThorough = (double)state.Values.Length * sample.Rows * (last - first + 1) <= Thorough;
        _pass = state.StepsPerEpoch;
        _before = new float[state.Values.Length];
        _stateBefore = new float[state.StateValues.Length];
        _autopsy = new Autopsy(state, stages, sample);
    }

    /// <summary>Gets the last step that was looked at.</summary>
    public long LastLook { get; private set; }

    /// <inheritdoc/>
    public bool Ends(long step) => step >= _last || _deadline.IsOver;

    /// <inheritdoc/>
    public bool Compares(long step, double loss) => false;

    /// <inheritdoc/>
    public void StepEnded(in StepView step)
    {
        if (step.Step >= _first - 1)
        {
            if (step.Step >= _first && IsDue(step.Step))
            {
                Look(step);
                LastLook = step.Step;
            }

            Remember(step.Network);
        }

        double norm = step.GradientNorm;
        if (double.IsFinite(norm))
        {
            _norms.Add(norm);
        }
    }

    /// <inheritdoc/>
    public void Started(Network network, TrainingSet train, TrainingSet? validation)
    {
        ArgumentNullException.ThrowIfNull(network);
        Remember(network);
    }

    /// <summary>Every update, unless all are silent for so long that a look now and then has to do.</summary>
    private bool IsDue(long step) => _isThorough || _silentSince == 0 || step - _silentSince < _pass || step % Pause == 0 || step == _last;

    private void Look(in StepView step)
    {
        Scan scan = Scan.Of(step.Network, _stages, _sample.Set.X.Span, _sample.Rows);
        List<Suspect> fallen = [];
        bool fires = false;
        foreach (Suspect suspect in _suspects)
        {
            // Later batches of a unit are known to be silent; the one of its last firing step is not in every sample.
            bool now = scan.Counts[suspect.Stage].Fired[suspect.Unit] > 0 || step.Step < suspect.LastFired;
            if (!now && suspect.Fires)
            {
                fallen.Add(suspect);
            }

            suspect.Death = now ? null : suspect.Death;
            suspect.Fires = now;
            fires |= now;
        }

        if (fallen.Count > 0)
        {
            _autopsy.Open(step, _before, _stateBefore, fallen, _norms.Value, _isThorough && _sample.IsWhole);
        }

        _silentSince = fires ? 0 : _silentSince == 0 ? step.Step : _silentSince;
    }

    private void Remember(Network network)
    {
        network.Values.CopyTo(_before);
        network.StateValues.CopyTo(_stateBefore);
    }
}
