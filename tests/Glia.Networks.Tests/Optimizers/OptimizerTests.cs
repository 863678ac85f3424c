using Glia.Networks.Layers;

namespace Glia.Networks.Tests.Optimizers;

public class OptimizerTests
{
    private const double Rate = 0.05;

    [Theory]
    [InlineData("sgd")]
    [InlineData("momentum")]
    [InlineData("momentum(momentum=0.5)")]
    [InlineData("nesterov")]
    [InlineData("rmsprop")]
    [InlineData("rmsprop(alpha=0.9, epsilon=0.001)")]
    [InlineData("adam")]
    [InlineData("adam(beta1=0.8, beta2=0.9, epsilon=0.01)")]
    [InlineData("adamw")]
    [InlineData("adamw(decay=0.3)")]
    public void Steps_follow_the_rule_written_naively_in_double(string text)
    {
        // y = w·x + b with one row and the squared loss: the gradient is 2(y − t)·(x, 1), so the rule is all there is to check.
        Network network = Network.Create(1, [new DenseSpec(1)], 4);
        TrainingSet set = new(new float[] { 1.5f }, 1, new float[] { 2f }, 1);
        Naive naive = new(text, network.Values[0], network.Values[1]);
        for (int step = 1; step <= 12; step++)
        {
            double error = 2 * ((naive.Values[0] * 1.5) + naive.Values[1] - 2);
            naive.Step([error * 1.5, error]);
        }

        Last last = new();
        new Trainer(network, Loss.Parse("squared"), new TrainingOptions { Epochs = 12, LearningRate = Rate, Optimizer = text, Threads = 1 }, last).Fit(set);
        Assert.Equal(naive.Values[0], last.Values[0], 2e-5);
        Assert.Equal(naive.Values[1], last.Values[1], 2e-5);
    }

    [Fact]
    public void Penalties_act_on_weights_and_not_on_biases()
    {
        Network network = Network.Create(1, [new DenseSpec(1)], 4);
        network.Values[0] = 0.5f;
        network.Values[1] = 0.25f;
        TrainingSet nothing = new(new float[] { 0 }, 1, new float[] { 0.25f }, 1);
        Last last = new();
        new Trainer(network, Loss.Parse("squared"), new TrainingOptions { Epochs = 1, LearningRate = 0.1, Optimizer = "sgd", L1 = 0.2, L2 = 0.4 }, last).Fit(nothing);
        Assert.Equal(0.5 - (0.1 * (0.2 + (0.4 * 0.5))), last.Values[0], 1e-6);
        Assert.Equal(0.25f, last.Values[1]);
    }

    [Theory]
    [InlineData("adamm", "There is no optimizer \"adamm\"")]
    [InlineData("adam(beta1=1)", "beta1 is 1")]
    [InlineData("adam(epsilon=0)", "epsilon is 0")]
    [InlineData("sgd(momentum=0.9)", "no parameter \"momentum\"; it takes none")]
    public void A_wrong_text_is_refused(string text, string said) =>
        Assert.Contains(said, Assert.Throws<GliaException>(() => new TrainingOptions { Optimizer = text }.Check()).Message, StringComparison.Ordinal);

    /// <summary>Values after the last update; the network itself ends with the best ones.</summary>
    private sealed class Last : IStepObserver
    {
        public float[] Values { get; private set; } = [];

        public void StepEnded(in StepView step) => Values = step.Network.Values.ToArray();
    }

    private sealed class Naive(string text, double weight, double bias)
    {
        private readonly double[] _a = new double[2];
        private readonly double[] _b = new double[2];
        private int _t;

        public double[] Values { get; } = [weight, bias];

        public void Step(double[] g)
        {
            _t++;
            for (int i = 0; i < 2; i++)
            {
                Values[i] = Next(i, Values[i], g[i]);
            }
        }

        private double Next(int i, double w, double g)
        {
            switch (text)
            {
                case "sgd":
                    return w - (Rate * g);
                case "momentum" or "momentum(momentum=0.5)":
                    _a[i] = ((text == "momentum" ? 0.9 : 0.5) * _a[i]) + g;
                    return w - (Rate * _a[i]);
                case "nesterov":
                    _a[i] = (0.9 * _a[i]) + g;
                    return w - (Rate * (g + (0.9 * _a[i])));
                case "rmsprop" or "rmsprop(alpha=0.9, epsilon=0.001)":
                    double alpha = text == "rmsprop" ? 0.99 : 0.9;
                    _a[i] = (alpha * _a[i]) + ((1 - alpha) * g * g);
                    return w - (Rate * g / (Math.Sqrt(_a[i]) + (text == "rmsprop" ? 1e-8 : 0.001)));
                default:
                    return Adam(i, w, g);
            }
        }

        private double Adam(int i, double w, double g)
        {
            (double beta1, double beta2, double epsilon) = text.Contains("beta1", StringComparison.Ordinal) ? (0.8, 0.9, 0.01) : (0.9, 0.999, 1e-8);
            double decay = text == "adamw" ? 0.01 : text == "adamw(decay=0.3)" ? 0.3 : 0;
            w -= i == 0 ? Rate * decay * w : 0;
            _a[i] = (beta1 * _a[i]) + ((1 - beta1) * g);
            _b[i] = (beta2 * _b[i]) + ((1 - beta2) * g * g);
            double m = _a[i] / (1 - Math.Pow(beta1, _t));
            double v = _b[i] / (1 - Math.Pow(beta2, _t));
            return w - (Rate * m / (Math.Sqrt(v) + epsilon));
        }
    }
}
