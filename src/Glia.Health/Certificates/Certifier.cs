using System.Diagnostics;
using Glia.Health.Certificates.Bounds;
using Glia.Kernels.Activations;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Certificates;

/// <summary>
/// Proves what units do for every input of a box: interval bounds, then backward linear bounds (CROWN, DeepPoly), then branch and bound over bounds that linear programs make the lowest; before
/// that a search for an input that shows the opposite. All of it is about the numbers that the network computes in float32, whose rounding is
/// part of the bounds, as is the rounding of the bounds themselves.
/// </summary>
/// <remarks>Layers behind one of which nothing can be said (layer normalisation, functions of halves of a row) stay undecided.</remarks>
public sealed class Certifier
{
    /// <summary>Regions after which the next unit has its turn: easy units are answered before hard ones take all the time.</summary>
    private static readonly long[] Portions = [1, 16, 128, 512, 2048, 8192, 32768, long.MaxValue];

    /// <summary>Inputs that the search starts from.</summary>
    private const int Starts = 12;

    /// <summary>Most of the time that may go into a search for inputs that refute, before anything is cut.</summary>
    private const double HuntShare = 0.4;

    /// <summary>Groups that the search is shared among, and regions that are as much work for a question as a round of it.</summary>
    private const int HuntGroups = 2, RegionsARound = 32;

    private readonly Chain _chain;
    private readonly Box _box;

    /// <summary>Prepares a network, whose values must not change until the last answer.</summary>
    /// <param name="network">The network.</param>
    /// <param name="box">The inputs to speak of.</param>
    /// <exception cref="ArgumentException">The box has another number of inputs.</exception>
    public Certifier(Network network, Box box)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(box);
        if (box.Inputs != network.Inputs)
        {
            throw new ArgumentException(Invariant($"The box has {box.Inputs} inputs, the network {network.Inputs}."), nameof(box));
        }

        _chain = Chain.Of(network);
        _box = box;
    }

    /// <summary>Answers claims about units.</summary>
    /// <param name="claims">Index of the activation layer in <see cref="Network.Layers"/>, unit, and what is claimed.</param>
    /// <param name="options">The budget; null for the default. Its box is not looked at.</param>
    /// <returns>One certificate a claim, in their order.</returns>
    /// <exception cref="ArgumentException">A layer is no activation, a unit is not there, or the function has no such tail.</exception>
    public IReadOnlyList<UnitCertificate> Certify(IReadOnlyList<(int Layer, int Unit, UnitClaim Claim)> claims, CertificationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(claims);
        options ??= new CertificationOptions();
        Question[] questions = [.. claims.Select(Ask)];
        if (questions.Length == 0)
        {
            return [];
        }

        long started = Stopwatch.GetTimestamp();
        bool Stop() => options.Cancel.IsCancellationRequested || Stopwatch.GetElapsedTime(started).TotalSeconds > options.Seconds;
        int workers = Math.Clamp(options.Threads > 0 ? options.Threads : Environment.ProcessorCount, 1, questions.Length);
        Relaxation first = new(_chain, _box);
        Relaxation[] workspaces = [first, .. Enumerable.Range(1, workers - 1).Select(_ => new Relaxation(first))];
        UnitCertificate[] answers = [.. questions.Select((question, i) => AtOnce(claims[i], question, first, Stop))];
        Hunt(first, questions, answers, workers, options.Regions / RegionsARound, () => Stop() || Stopwatch.GetElapsedTime(started).TotalSeconds > HuntShare * options.Seconds);
        int deepest = questions.Where((question, i) => answers[i].Answer == CertificateAnswer.Undecided).Select(question => question.Value).DefaultIfEmpty(-1).Max();
        Narrowing narrowing = new(_chain, _box);
        for (int value = 0; value <= Math.Min(deepest, first.Reach) && !Stop(); value++)
        {
            // Layer after layer: what is settled of one costs those behind it nothing. Each gets an equal share of the time that is left.
            int[] here = [.. Enumerable.Range(0, questions.Length).Where(i => questions[i].Value == value && answers[i].Answer == CertificateAnswer.Undecided)];
            int behind = questions.Where((question, i) => question.Value > value && answers[i].Answer == CertificateAnswer.Undecided).Select(question => question.Value).Distinct().Count();
            narrowing.Run(workspaces, value, Stop);
            double spent = Stopwatch.GetElapsedTime(started).TotalSeconds, until = spent + ((options.Seconds - spent) / (behind + 1));
            bool Pause() => Stop() || Stopwatch.GetElapsedTime(started).TotalSeconds > until;
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, worker =>
                Work([.. here.Where((_, at) => at % workers == worker)], workspaces[worker], questions, answers, options.Regions, Pause));
            Settle(first.Root, value, here.Select(i => (questions[i], answers[i])));
            first.Enter(first.Root, value, Math.Min(deepest, first.Reach) + 1);
        }

        return answers;
    }

    /// <summary>Ranges of the whole box learn what was proved of units.</summary>
    private static void Settle(Region root, int value, IEnumerable<(Question Question, UnitCertificate Answer)> answers)
    {
        foreach ((Question question, UnitCertificate answer) in answers.Where(each => each.Answer.Answer != CertificateAnswer.Refuted))
        {
            // The bound itself was rounded where the threshold was taken off and added again.
            double room = 8 * Rounding.Double * (Math.Abs(answer.Bound) + Math.Abs(question.Threshold));
            bool above = question.Sign > 0;
            root.Narrow(value, question.Unit, above ? double.NegativeInfinity : answer.Bound - room, above ? answer.Bound + room : double.PositiveInfinity);
        }
    }

    /// <summary>Looks for witnesses of all that is open, in groups that share what they find; the same groups whatever the number of threads.</summary>
    private void Hunt(Relaxation first, Question[] questions, UnitCertificate[] answers, int workers, long rounds, Func<bool> stop)
    {
        int[] open = [.. Enumerable.Range(0, questions.Length).Where(i => answers[i].Answer == CertificateAnswer.Undecided && double.IsFinite(answers[i].Bound))];
        Parallel.For(0, Math.Min(HuntGroups, open.Length), new ParallelOptions { MaxDegreeOfParallelism = workers }, group =>
        {
            int[] mine = [.. open.Where((_, at) => at % HuntGroups == group)];
            WitnessHunt hunt = new(_chain, _box, new Relaxation(first), [.. mine.Select(i => questions[i])]);
            hunt.Run(rounds, stop);
            foreach ((int i, (float[] X, float Z)? witness) in mine.Zip(hunt.Witnesses))
            {
                answers[i] = witness is { } found ? Refuted(answers[i], found.X, found.Z) : answers[i];
            }
        });
    }

    private void Work(int[] mine, Relaxation relaxation, Question[] questions, UnitCertificate[] answers, long regions, Func<bool> stop)
    {
        WitnessSearch search = new(_chain, _box);
        SortedDictionary<int, BranchAndBound> open = [];
        foreach (int i in mine.Where(i => questions[i].Value >= 0 && questions[i].Value <= relaxation.Reach))
        {
            Question question = questions[i];
            double bound = question.Sign > 0 ? relaxation.Root.High[question.Value][question.Unit] : relaxation.Root.Low[question.Value][question.Unit];
            if (!question.IsRefutedBy(bound))
            {
                answers[i] = answers[i] with { Answer = CertificateAnswer.Proved, Method = CertificateMethod.BranchAndBound, Bound = bound };
            }
            else if (!stop())
            {
                BranchAndBound tree = new(_chain, _box, relaxation, search, questions[i], stop: stop);
                open.Add(i, tree);
                answers[i] = Of(answers[i], questions[i], tree);
            }
        }

        foreach (long portion in Portions)
        {
            foreach ((int i, BranchAndBound tree) in open.ToArray())
            {
                tree.Run(Math.Min(portion, regions), stop);
                answers[i] = Of(answers[i], questions[i], tree);
                if (tree.IsDone)
                {
                    open.Remove(i);
                }
            }

            if (portion >= regions || stop())
            {
                return;
            }
        }
    }

    private Question Ask((int Layer, int Unit, UnitClaim Claim) claim)
    {
        IReadOnlyList<Layer> layers = _chain.Network.Layers;
        if (claim.Layer < 0 || claim.Layer >= layers.Count || layers[claim.Layer] is not ActivationLayer layer || claim.Unit < 0 || claim.Unit >= layer.Inputs)
        {
            throw new ArgumentException(Invariant($"There is no unit {claim.Unit} of an activation at layer {claim.Layer} of the network."), nameof(claim));
        }

        ActivationInfo info = layer.Activation.Info;
        bool tails = claim.Claim != UnitClaim.NeverFires;
        bool fits = layer.Learned is null && (tails ? info.IsSigmoidal && info.Saturation is not null : info.IsRectifier);
        if (!fits)
        {
            throw new ArgumentException(Invariant($"{layer.Activation.Text} of '{layer.Name}' is no function that '{claim.Claim}' can be said of."), nameof(claim));
        }

        int value = _chain.ValueAfter(claim.Layer - 1);
        return claim.Claim switch
        {
            UnitClaim.NeverFires => new Question(value, claim.Unit, 1, 0, claim.Layer - 1),
            UnitClaim.StaysLow => new Question(value, claim.Unit, 1, info.Saturation!.Value.Low, claim.Layer - 1),
            _ => new Question(value, claim.Unit, -1, info.Saturation!.Value.High, claim.Layer - 1),
        };
    }

    /// <summary>What the bounds of the whole network say, or a first search.</summary>
    private UnitCertificate AtOnce(
        (int Layer, int Unit, UnitClaim Claim) claim, in Question question, Relaxation relaxation, Func<bool> stop)
    {
        UnitCertificate open = new()
        {
            Layer = _chain.Network.Layers[claim.Layer].Name,
            Unit = claim.Unit,
            Claim = claim.Claim,
            Answer = CertificateAnswer.Undecided,
            Threshold = question.Threshold,
            Bound = question.Sign * double.PositiveInfinity,
        };
        if (question.Value < 0 || question.Value > relaxation.Reach)
        {
            return open;
        }

        double bound = question.Sign > 0 ? relaxation.Root.High[question.Value][question.Unit] : relaxation.Root.Low[question.Value][question.Unit];
        open = open with { Bound = bound };
        if (!question.IsRefutedBy(bound))
        {
            bool forward = question.Sign > 0 && relaxation.Interval[question.Value][question.Unit] <= question.Threshold;
            return open with { Answer = CertificateAnswer.Proved, Method = forward ? CertificateMethod.Intervals : CertificateMethod.LinearBounds };
        }

        return !stop() && new WitnessSearch(_chain, _box).Everywhere(question, Starts, out float z) is { } found ? Refuted(open, found, z) : open;
    }

    private static UnitCertificate Of(UnitCertificate certificate, in Question question, BranchAndBound tree)
    {
        certificate = certificate with { Regions = tree.Regions };
        if (tree.Witness is { } witness)
        {
            return Refuted(certificate, witness.X, witness.Z);
        }

        double bound = question.Threshold + (question.Sign * tree.Bound);
        certificate = certificate with { Bound = question.Sign > 0 ? Math.Min(certificate.Bound, bound) : Math.Max(certificate.Bound, bound) };
        return tree.IsProved
            ? certificate with { Answer = CertificateAnswer.Proved, Method = tree.Regions > 1 ? CertificateMethod.BranchAndBound : CertificateMethod.LinearBounds }
            : certificate;
    }

    private static UnitCertificate Refuted(UnitCertificate certificate, float[] x, float z) =>
        certificate with { Answer = CertificateAnswer.Refuted, Method = CertificateMethod.Witness, Witness = x, WitnessZ = z };
}
