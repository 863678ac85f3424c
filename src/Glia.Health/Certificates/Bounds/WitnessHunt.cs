using Glia.Kernels.Randomness;

namespace Glia.Health.Certificates.Bounds;

/// <summary>
/// Looks harder for inputs that refute what is still open, before any box is cut: inputs from everywhere in the box are run through the network once for all questions, and
/// from the best of them for each question <see cref="WitnessSearch.Ascend"/> starts. A unit that is shown alive here costs no proof.
/// </summary>
internal sealed class WitnessHunt
{
    private const int Samples = 4096, Starts = 12;

    /// <summary>Slopes given to flat units, by turns: the gradient itself, and one that sees through silent units.</summary>
    private static readonly double[] Leaks = [1e-3, 0.1];

    private readonly Chain _chain;
    private readonly Box _box;
    private readonly List<double[]> _inputs = [];
    private readonly Dictionary<Question, PriorityQueue<int, double>> _best = [];

    /// <summary>Runs the inputs.</summary>
    /// <param name="chain">The network.</param>
    /// <param name="box">The inputs to look among.</param>
    /// <param name="questions">What is open.</param>
    /// <param name="stop">Whether time is up.</param>
    public WitnessHunt(Chain chain, Box box, IReadOnlyCollection<Question> questions, Func<bool> stop)
    {
        (_chain, _box) = (chain, box);
        WitnessSearch runner = new(chain, box);
        RandomStream stream = new RandomStream(3).Split("hunt");
        int last = questions.Select(question => question.Value).DefaultIfEmpty(0).Max();
        foreach (Question question in questions)
        {
            _best[question] = new PriorityQueue<int, double>();
        }

        for (int sample = 0; sample < Samples && _best.Count > 0 && !stop(); sample++)
        {
            // By turns a corner, any input, and one of those near the middle: what holds silent units down often grows outward.
            double[] x = WitnessSearch.Random(box, stream, sample);
            double share = sample % 3 == 2 ? stream.NextDouble() : 1;
            for (int i = 0; i < x.Length && box.Groups.Count == 0; i++)
            {
                double middle = box.Low[i] + ((box.High[i] - box.Low[i]) / 2);
                x[i] = middle + (share * (x[i] - middle));
            }

            _inputs.Add(x);
            double[][] values = runner.Values(x, last);
            foreach ((Question question, PriorityQueue<int, double> best) in _best)
            {
                double height = question.Sign * values[question.Value][question.Unit];
                if (best.Count < Starts)
                {
                    best.Enqueue(sample, height);
                }
                else
                {
                    _ = best.EnqueueDequeue(sample, height);
                }
            }
        }
    }

    /// <summary>Climbs from the best inputs for a question.</summary>
    public float[]? For(in Question question, Func<bool> stop, out float z)
    {
        WitnessSearch search = new(_chain, _box);
        z = 0;
        foreach (int sample in _best[question].UnorderedItems.OrderByDescending(each => each.Priority).ThenBy(each => each.Element).Select(each => each.Element))
        {
            foreach (double leak in Leaks)
            {
                if (stop())
                {
                    return null;
                }

                if (search.Ascend(question, _inputs[sample], leak, out z) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }
}
