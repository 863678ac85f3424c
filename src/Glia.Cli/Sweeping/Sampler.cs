using Glia.Kernels.Randomness;

namespace Glia.Cli.Sweeping;

/// <summary>Draws trials. What a trial is depends on the seed, its number and, for TPE, the results it is shown; never on time or threads.</summary>
internal sealed class Sampler(SweepSpace space)
{
    /// <summary>Trials that TPE draws at a time, knowing of none of them: fixed, so that what it draws does not depend on how many are trained at once.</summary>
    public const int Generation = 8;

    /// <summary>Places that TPE draws of the good ones, to take the one that is most theirs (as hyperopt and Optuna do).</summary>
    private const int Candidates = 24;

    private readonly RandomStream _stream = new RandomStream(space.Plan.Fit.Seed).Split("sweep");

    /// <summary>A trial by lot: every dimension has a stream of its own, so that one more dimension changes no other.</summary>
    public Trial Random(int number)
    {
        RandomStream own = _stream.Split((ulong)number);
        return space.At(number, [.. space.Dimensions.Select(dimension => own.Split(dimension.Setting.Name).NextDouble())]);
    }

    /// <summary>
    /// A trial where l(x)/g(x) is large: l the density of the best trials, g that of the others, one dimension at a time (Bergstra et al., Algorithms for Hyper-Parameter
    /// Optimization, NeurIPS 2011). The best are a tenth, at most 25 (Optuna's default).
    /// </summary>
    /// <param name="number">Its number.</param>
    /// <param name="known">Trials with results, in the order of numbers; smaller losses are better.</param>
    public Trial Tpe(int number, IReadOnlyList<(Trial Trial, double Loss)> known)
    {
        if (known.Count < Generation)
        {
            return Random(number);
        }

        Trial[] ranked = [.. known.OrderBy(each => each.Loss).ThenBy(each => each.Trial.Number).Select(each => each.Trial)];
        int good = Math.Clamp((ranked.Length + 9) / 10, 2, 25);
        RandomStream own = _stream.Split((ulong)number);
        return space.At(number, [.. space.Dimensions.Select((dimension, d) =>
        {
            double[] At(IEnumerable<Trial> trials) => [.. trials.Select(trial => trial.Place[d])];
            RandomStream drawing = own.Split(dimension.Setting.Name);
            return dimension.Spread is Spread.Choice
                ? ChoiceDensity.Best(dimension, At(ranked.Take(good)), At(ranked.Skip(good)), drawing, Candidates)
                : ParzenDensity.Best(At(ranked.Take(good)), At(ranked.Skip(good)), drawing, Candidates);
        })]);
    }
}
