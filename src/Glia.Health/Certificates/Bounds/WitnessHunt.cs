using Glia.Kernels.Randomness;

namespace Glia.Health.Certificates.Bounds;

/// <summary>
/// Looks harder for inputs that refute what is still open, before any box is cut: a unit that is shown alive costs no proof. Of every question the best input so far is kept, whoever found it
/// (elites: Mouret and Clune, arXiv:1504.04909); again and again one is moved or crossed with another's and climbed from, and every input on the way is looked at for all questions. What fires one unit
/// of a deep layer is often near what fires its neighbour, where gradients alone, 0 behind silent units, know no way.
/// </summary>
/// <param name="chain">The network.</param>
/// <param name="box">The inputs to look among.</param>
/// <param name="relaxation">Ranges and lines over the whole box; a workspace of this hunt's own.</param>
/// <param name="questions">What is open; they share what they find.</param>
internal sealed class WitnessHunt(Chain chain, Box box, Relaxation relaxation, IReadOnlyList<Question> questions)
{
    private const int Samples = 4096;

    /// <summary>Steps of a climb.</summary>
    private const int Strides = 40;

    private const int Sweeps = 2;

    /// <summary>Of so many rounds one climbs by programs, which cost a hundred times as much and find what gradients do not.</summary>
    private const int Turn = 12;

    /// <summary>Programs of a climb; and rounds of them without a witness after which the hunt ends: what is left is for proofs.</summary>
    private const int Programs = 12, Idle = 3;

    /// <summary>Slopes given to flat units, by chance: the gradient itself, and some that see through silent units.</summary>
    private static readonly double[] Leaks = [0, 1e-3, 0.03, 0.3];

    /// <summary>First steps of a climb, and widths of a move, as shares of the box.</summary>
    private static readonly double[] Lengths = [0.25, 0.06];

    private readonly WitnessSearch _search = new(chain, box);
    private readonly RandomStream _random = new RandomStream(3).Split("hunt");
    private readonly Elite[] _elites = [.. questions.Select(question => new Elite(question, new double[box.Inputs]))];
    private readonly int _last = questions.Max(question => question.Value);
    private readonly bool[] _grouped = [.. Enumerable.Range(0, box.Inputs).Select(i => box.Groups.Any(group => group.Inputs.Contains(i)))];
    private readonly TangentAscent _ascent = new(chain, relaxation);
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

        _ = relaxation.Enter(relaxation.Root, int.MaxValue, _last);
        int idle = 0;
        for (long round = 0; round < rounds && idle < Idle && !stop() && _elites.Any(elite => elite.Witness is null); round++)
        {
            bool programs = round % Turn == Turn - 1;
            int open = _elites.Count(elite => elite.Witness is null);
            foreach (Elite elite in _elites.Where(elite => elite.Witness is null && !stop()))
            {
                Start(elite, (int)((programs ? round / Turn : round) % 4));
                if (programs)
                {
                    Ascend(elite);
                }
                else
                {
                    Climb(elite);
                    Sweep(elite);
                }
            }

            idle = _elites.Count(elite => elite.Witness is null) < open ? 0 : programs ? idle + 1 : idle;
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

    /// <summary>Input after input to its ends, anywhere and a little to the side, wherever z is higher: ways that no slope shows.</summary>
    private void Sweep(Elite elite)
    {
        Question question = elite.Question;
        double height = question.Sign * See()[question.Value][question.Unit];
        for (int move = 0; move < 4 * Sweeps * _x.Length && elite.Witness is null; move++)
        {
            int i = move / 4 % _x.Length;
            (double low, double high, double at) = (box.Low[i], box.High[i], _x[i]);
            if (!_grouped[i])
            {
                _x[i] = (move % 4) switch
                {
                    0 => low,
                    1 => high,
                    2 => low + (_random.NextDouble() * (high - low)),
                    _ => Within(i, at + (Lengths[1] * _random.NextNormal() * (high - low))),
                };
                double z = question.Sign * See()[question.Value][question.Unit];
                (height, _x[i]) = z > height ? (z, _x[i]) : (height, at);
            }
        }
    }

    /// <summary>Up by linear programs, as long as they lead up; groups, which count as ranges there, would not stay one-hot.</summary>
    private void Ascend(Elite elite)
    {
        double height = double.NegativeInfinity;
        for (int program = 0; program < Programs && elite.Witness is null; program++)
        {
            double[][] values = See();
            double z = elite.Question.Sign * values[elite.Question.Value][elite.Question.Unit];
            if (box.Groups.Count > 0 || z <= height + (1e-4 * Math.Abs(height)) || !_ascent.Step(elite.Question, values, _x))
            {
                return;
            }

            height = z;
        }
    }

    /// <summary>Runs the input, and keeps it for every question for which it is the best so far.</summary>
    private double[][] See()
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

        return values;
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
