using Glia.Networks;

namespace Glia.Health.Deaths;

/// <summary>
/// States of a training to go back to, within a budget of memory: the first, and a history whose spacing doubles whenever it is full. So
/// there is always one at no more than an eighth of the way back, and a long training makes no more copies than some dozens.
/// </summary>
/// <param name="bytes">The budget.</param>
internal sealed class Snapshots(long bytes)
{
    /// <summary>Most states: going back costs at most an eighth of the run.</summary>
    private const int Most = 16;

    /// <summary>
    /// Steps between states at first. A copy of three new arrays costs as much as one to three steps of a small network: every 64 steps it made watching 2 to 4 % dearer
    /// (benchmarks, watching); going back 255 steps costs next to nothing.
    /// </summary>
    private const int FirstSpacing = 256;

    private readonly List<TrainingState> _states = [];
    private long _spacing = FirstSpacing;
    private int _capacity;

    /// <summary>The step from which on a state is wanted.</summary>
    private long _next = bytes > 0 ? 0 : long.MaxValue;

    /// <summary>Gets the states, oldest first.</summary>
    public IReadOnlyList<TrainingState> States => _states;

    /// <summary>Gets the memory that the first state took, or would have taken.</summary>
    public long StateBytes { get; private set; }

    /// <summary>Whether the state after a step is wanted.</summary>
    public bool Wants(long step) => step >= _next;

    /// <summary>Keeps a state; drops every second one where there are too many.</summary>
    public void Add(TrainingState state)
    {
        if (StateBytes == 0)
        {
            StateBytes = Math.Max(1, state.Bytes);
            _capacity = (int)Math.Min(Most, bytes / StateBytes);
        }

        if (_capacity > 0)
        {
            _states.Add(state);
        }

        if (_capacity <= 2)
        {
            _next = long.MaxValue;
            return;
        }

        long first = _states[0].Step;
        if (_states.Count == _capacity)
        {
            _spacing *= 2;
            _states.RemoveAll(each => (each.Step - first) % _spacing != 0);
        }

        _next = first + ((((state.Step - first) / _spacing) + 1) * _spacing);
    }

    /// <summary>The last state with at most so many steps; null for none.</summary>
    public TrainingState? Before(long step) => _states.LastOrDefault(state => state.Step <= step);
}
