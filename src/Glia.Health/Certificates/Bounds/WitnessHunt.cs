using Glia.Kernels.Randomness;

namespace Glia.Health.Certificates.Bounds;

/// <summary>
/// Looks harder for inputs that refute what is still open, before any box is cut: a unit that is shown alive costs no proof. Of every question the best input so far is kept, whoever found it
/// (elites: Mouret and Clune, arXiv:1504.04909); again and again one is moved or crossed with another's and climbed from, and every input on the way is looked at for all questions. What fires one unit
/// of a deep layer is often near what fires its neighbour, where gradients alone, 0 behind silent units, know no way.
/// </summary>
/// <param name="chain">The network.</param>
/// <param name="box">The inputs to look among.</param>
/// <param name="questions">What is open; they share what they find.</param>
internal sealed class WitnessHunt(Chain chain, Box box, IReadOnlyList<Question> questions)
{
    private const int Samples = 4096;

    /// <summary>Steps of a climb.</summary>
    private const int Strides = 40;

    /// <summary>Slopes given to flat units, by chance: the gradient itself, and some that see through silent units.</summary>
    private static readonly double[] Leaks = [0, 1e-3, 0.03, 0.3];

    /// <summary>First steps of a climb, and widths of a move, as shares of the box.</summary>
    private static readonly double[] Lengths = [0.25, 0.06];

    private readonly WitnessSearch _search = new(chain, box);
    private readonly RandomStream _random = new RandomStream(3).Split("hunt");
    private readonly Elite[] _elites = [.. questions.Select(question => new Elite(question, new double[box.Inputs]))];
    private readonly int _last = questions.Max(question => question.Value);
    private readonly bool[] _grouped = [.. Enumerable.Range(0, box.Inputs).Select(i => box.Groups.Any(group => group.Inputs.Contains(i)))];
    private readonly double[] _x = new double[box.Inputs];

    /// <summary>Gets the witnesses found, question by question; null where there is none.</summary>
    public IEnumerable<(float[] X, float Z)?> Witnesses => _elites.Select(elite => elite.Witness);

    /// <summary>Looks until so many rounds are over, in each of which every open question is climbed for once.</summary>
    public void Run(long rounds, Func<bool> stop)
    {
        for (int sample = 0; sample < Samples && !stop(); sample++)
        {
            Anywhere(sample);
            See();
        }

        for (long round = 0; round < rounds && !stop() && _elites.Any(elite => elite.Witness is null); round++)
        {
            foreach (Elite elite in _elites.Where(elite => elite.Witness is null && !stop()))
            {
                Start(elite, (int)(round % 4));
                Climb(elite);
            }
        }
    }

    /// <summary>By turns a corner, any input, and one of those near the middle: what holds silent units down often grows outward.</summary>
    private void Anywhere(int number)
    {
        WitnessSearch.Random(box, _random, number).CopyTo(_x, 0);
        double share = number % 3 == 2 ? _random.NextDouble() : 1;
        for (int i = 0; i < _x.Length; i++)
        {
            double middle = box.Low[i] + ((box.High[i] - box.Low[i]) / 2);
            _x[i] = _grouped[i] ? _x[i] : middle + (share * (_x[i] - middle));
        }
    }

    /// <summary>The best input moved a little or far in a few places, or crossed with another's; or one from anywhere.</summary>
    private void Start(Elite elite, int kind)
    {
        if (kind == 3)
        {
            Anywhere(_random.NextInt(Samples));
            return;
        }

        elite.X.CopyTo(_x, 0);
        Elite other = _elites[_random.NextInt(_elites.Length)];
        for (int i = 0; i < _x.Length; i++)
        {
            bool moves = _random.NextInt(kind == 2 ? 2 : 4) == 0 && !_grouped[i];
            _x[i] = !moves ? _x[i] : kind == 2 ? other.X[i] : Within(i, _x[i] + (Lengths[1 - kind] * 2 * _random.NextNormal() * (box.High[i] - box.Low[i])));
        }

        foreach (OneHot group in box.Groups.Where(_ => _random.NextInt(2) == 0))
        {
            double[] from = kind == 2 ? other.X : WitnessSearch.Random(box, _random, 1);
            foreach (int i in group.Inputs)
            {
                _x[i] = from[i];
            }
        }
    }

    /// <summary>
    /// Up by steps of equal length along every input, in the direction of the gradient's signs, each step shorter than the one before (projected gradient ascent: Madry et al., arXiv:1706.06083).
    /// Groups stay as they are.
    /// </summary>
    private void Climb(Elite elite)
    {
        double leak = Leaks[_random.NextInt(Leaks.Length)], first = Lengths[_random.NextInt(Lengths.Length)];
        for (int stride = 0; stride < Strides && elite.Witness is null; stride++)
        {
            See();
            double[] gradient = _search.Gradient(elite.Question, leak);
            double length = first * Math.Pow(1 - ((double)stride / Strides), 2);
            for (int i = 0; i < _x.Length; i++)
            {
                _x[i] = _grouped[i] ? _x[i] : Within(i, _x[i] + (length * Math.Sign(gradient[i]) * (box.High[i] - box.Low[i])));
            }
        }
    }

    /// <summary>Runs the input, and keeps it for every question for which it is the best so far.</summary>
    private void See()
    {
        double[][] values = _search.Values(_x, _last);
        foreach (Elite elite in _elites)
        {
            Question question = elite.Question;
            double z = values[question.Value][question.Unit];
            if (question.Sign * z > elite.Height)
            {
                elite.Height = question.Sign * z;
                _x.CopyTo(elite.X, 0);
                if (question.IsRefutedBy(z) && elite.Witness is null && _search.Check(question, _x, out float found) is { } x)
                {
                    elite.Witness = (x, found);
                }
            }
        }
    }

    private double Within(int input, double x) => Math.Clamp(x, box.Low[input], box.High[input]);

    /// <summary>The best input for a question.</summary>
    private sealed class Elite(Question question, double[] x)
    {
        public Question Question { get; } = question;

        public double[] X { get; } = x;

        /// <summary>Gets or sets sign·z there, in float64.</summary>
        public double Height { get; set; } = double.NegativeInfinity;

        public (float[] X, float Z)? Witness { get; set; }
    }
}
