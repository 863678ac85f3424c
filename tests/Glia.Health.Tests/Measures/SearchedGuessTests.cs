using Glia.Health.Measures;
using Glia.Health.Tests.Support;
using Glia.Kernels.Activations;
using Glia.Networks;

namespace Glia.Health.Tests.Measures;

public sealed class SearchedGuessTests
{
    [Theory]
    [InlineData("circles", 1)]
    [InlineData("curve", 1)]
    [InlineData("blobs", 3)]
    public void Finds_what_is_known_in_closed_form(string data, int outputs)
    {
        TrainingSet set = Tasks.Named(data, 600, 4);
        Loss loss = Loss.Parse(Tasks.Loss(data));
        double known = ConstantGuess.Of(loss, set, outputs)!.Value;
        Assert.InRange(SearchedGuess.Of(loss, set, outputs, null)!.Value, known * (1 - 1e-4), known * 1.001);
    }

    [Fact]
    public void Stays_within_the_range_of_the_output()
    {
        // Targets 0 and 1 in equal shares: a quarter, at 0.5, whichever way the output is made.
        TrainingSet set = Tasks.Circles(600, 4);
        Activation sigmoid = ActivationCatalog.Parse("sigmoid");
        Assert.InRange(SearchedGuess.Of(Loss.Parse("squared"), set, 1, sigmoid)!.Value, 0.2499, 0.2505);
        Assert.Null(SearchedGuess.Of(Loss.Parse("squared"), set, 1, ActivationCatalog.Parse("softmax")));
    }

    [Fact]
    public void Moves_a_rectifier_at_the_output()
    {
        // From z = 0, where a rectifier has no slope, nothing moves: the target's mean square, 4.25, in place of its variance.
        float[] targets = [.. Enumerable.Range(0, 200).Select(row => row % 2 == 0 ? 1.5f : 2.5f)];
        TrainingSet set = new(new float[200], 1, targets, 1);
        (double found, float[] answer) = SearchedGuess.Search(Loss.Parse("squared"), set, 1, ActivationCatalog.Parse("relu"))!.Value;
        Assert.Equal(0.25, found, 1e-4);
        Assert.Equal(2, answer[0], 1e-2);
    }
}
