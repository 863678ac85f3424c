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
}
