using System.Diagnostics.CodeAnalysis;
using Glia.Health.Probes;
using Glia.Networks;

namespace Glia.Health.Records;

/// <summary>The probes of one training: those of the catalogue, then the user's. One that throws is left out and noted.</summary>
internal sealed class ProbePanel
{
    private readonly IProbe?[] _probes;

    /// <summary>Places of those that look at steps: the user's, and a few of the catalogue. To call the others, which would do nothing, took as long as to look at a layer.</summary>
    private readonly int[] _atSteps;
    private readonly List<ProbeFailure> _failures = [];

    /// <summary>Makes new probes of the catalogue.</summary>
    /// <param name="added">The user's probes.</param>
    public ProbePanel(IReadOnlyList<IProbe> added)
    {
        IProbe[] own = ProbeCatalog.Create();
        _probes = [.. own, .. added];
        _atSteps = [.. Enumerable.Range(0, _probes.Length).Where(i => i >= own.Length || own[i] is IStepProbe)];
    }

    /// <summary>A training begins.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever a probe throws: it is reported, and watching goes on.")]
    public void Started(TrainingRecord record)
    {
        for (int i = 0; i < _probes.Length; i++)
        {
            try
            {
                _probes[i]?.Started(record);
            }
            catch (Exception error)
            {
                LeaveOut(i, record.Steps, error);
            }
        }
    }

    /// <summary>A step was taken.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever a probe throws: it is reported, and watching goes on.")]
    public void StepEnded(in StepView step, TrainingRecord record)
    {
        foreach (int i in _atSteps)
        {
            try
            {
                _probes[i]?.StepEnded(step, record);
            }
            catch (Exception error)
            {
                LeaveOut(i, step.Step, error);
            }
        }
    }

    /// <summary>An epoch ended.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever a probe throws: it is reported, and watching goes on.")]
    public void EpochEnded(EpochSignal signal, TrainingRecord record)
    {
        for (int i = 0; i < _probes.Length; i++)
        {
            try
            {
                _probes[i]?.EpochEnded(signal, record);
            }
            catch (Exception error)
            {
                LeaveOut(i, record.Steps, error);
            }
        }
    }

    /// <summary>Asks one after the other; each sees what those before it have found. May be asked again.</summary>
    /// <returns>The findings, and every failure up to now.</returns>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever a probe throws: it is reported, and the others are asked.")]
    public (IReadOnlyList<Finding> Findings, IReadOnlyList<ProbeFailure> Failures) Find(Evidence evidence)
    {
        List<Finding> findings = [];
        List<ProbeFailure> failures = [.. _failures];
        foreach (IProbe? probe in _probes)
        {
            try
            {
                if (probe is not null)
                {
                    findings.AddRange([.. probe.Find(evidence with { Found = [.. findings] })]);
                }
            }
            catch (Exception error)
            {
                failures.Add(new ProbeFailure(probe!.GetType().Name, null, error));
            }
        }

        return (findings, failures);
    }

    private void LeaveOut(int probe, long step, Exception error)
    {
        _failures.Add(new ProbeFailure(_probes[probe]!.GetType().Name, step, error));
        _probes[probe] = null;
    }
}
