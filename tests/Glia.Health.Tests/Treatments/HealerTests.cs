using Glia.Health.Tests.Support;
using Glia.Health.Treatments;
using Glia.Networks;

namespace Glia.Health.Tests.Treatments;

public sealed class HealerTests
{
    private static readonly TrainingSet Train = Tasks.Named("circles", 300, 1), Held = Tasks.Named("circles", 300, 2);
    private static readonly TrainingOptions Options = new() { Epochs = 40, BatchSize = 50, Threads = 1, LearningRate = 1e-2 };

    [Theory]
    [InlineData("bias")]
    [InlineData("rate")]
    [InlineData("offset")]
    public void A_sick_network_comes_within_two_points_of_its_healthy_twin(string cause)
    {
        Patient patient = Sick(cause);
        Assert.NotEmpty(patient.Health.Findings);
        Network twin = Nets.Mlp(2, [16, 16], "relu", 2, 5);
        Nets.Fit(twin, Tasks.Named("circles", 300, 1), "softmax_cross_entropy", Options, []);
        HealResult result = Heal(patient);
        Assert.NotNull(result.Kept);
        Assert.True(result.Kept!.HeldLoss < result.Before.HeldLoss && result.Kept.HeldLoss <= result.Untreated.HeldLoss, result.Summary);
        Assert.True(Accuracy(result.Network, patient.Held) >= Accuracy(twin, Held) - 0.02, result.Summary);
    }

    [Fact]
    public void Recycling_changes_no_bit_of_the_output()
    {
        Patient patient = Sick("bias");
        Treated treated = new Recycle().Treat(patient)!;
        Assert.NotEqual(patient.Network.WeightsSha256(), treated.Network.WeightsSha256());
        Assert.Equal(Outputs(patient.Network, Held), Outputs(treated.Network, Held));
    }

    [Theory]
    [InlineData("bias_lift", 0.75)]
    [InlineData("sign_flip", 0.5)]
    [InlineData("recycle", 0.5)]
    public void Revived_units_fire_on_the_share_of_rows_that_is_said(string name, double share)
    {
        Patient patient = Sick("bias");
        Network network = TreatmentCatalog.All.Single(treatment => treatment.Name == name).Treat(patient)!.Network;

        // Only the first layer has the same inputs as before.
        long[] fired = Exhaustive.Fired(network, Train.X.Span, Train.Rows)["1 relu"];
        foreach (int unit in Enumerable.Range(0, 16).Where(unit => patient.Health.Layers[0].State[unit] == UnitState.Dead))
        {
            Assert.InRange(fired[unit] / (double)Train.Rows, share - 0.02, share + 0.02);
        }
    }

    [Fact]
    public void Inputs_standardised_while_training_are_taken_into_the_first_layer()
    {
        Patient patient = Sick("offset");
        Treated treated = new StandardInputs().Treat(patient)!;
        TrainingSet rows = treated.Rows!(patient.Held);
        float[] before = Outputs(treated.Network, rows);
        treated.Finish!(treated.Network);
        float[] after = Outputs(treated.Network, patient.Held);
        Assert.All(before.Zip(after), pair => Assert.InRange(pair.Second, pair.First - 1e-3, pair.First + 1e-3));
    }

    [Fact]
    public void A_network_that_nothing_helps_is_returned_untouched()
    {
        Patient patient = Sick("bias");
        HealResult result = Heal(patient, new HealOptions { Seconds = 1e-9 });
        Assert.Same(patient.Network, result.Network);
        Assert.All(result.Trials, trial => Assert.Equal(TrialOutcome.NotTried, trial.Outcome));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Same(patient.Network, new Healer().Heal(patient, cancel: cancelled.Token).Network);
    }

    [Fact]
    public void The_patient_stays_as_it_is_and_two_workers_find_what_one_does()
    {
        Patient patient = Sick("rate");
        string hash = patient.Network.WeightsSha256();
        HealResult one = Heal(patient, new HealOptions { Parallel = 1, Epochs = 10 }), two = Heal(patient, new HealOptions { Parallel = 2, Epochs = 10 });
        Assert.Equal(hash, patient.Network.WeightsSha256());
        Assert.Equal(one.Network.WeightsSha256(), two.Network.WeightsSha256());
        Assert.Equal(one.Trials.Select(trial => (trial.Name, trial.HeldLoss, trial.Outcome)), two.Trials.Select(trial => (trial.Name, trial.HeldLoss, trial.Outcome)));
    }

    [Fact]
    public void Nobody_is_ever_worse_off_on_the_held_rows()
    {
        for (ulong seed = 1; seed <= 6; seed++)
        {
            Network network = Nets.Mlp(2, [8, 8], seed % 2 == 0 ? "relu" : "tanh", 2, seed);
            (HealthReport health, _) = Nets.Watch(network, Train, "softmax_cross_entropy", Options with { Epochs = 20 }, Held);
            HealResult result = Heal(new Patient(network, Options, Loss.Parse("softmax_cross_entropy"), Train, Held, health), new HealOptions { Epochs = 5 });
            Assert.True(Mean(result.Network) <= Mean(network));
        }
    }

    [Fact]
    public void Where_no_loss_is_left_the_network_with_least_wrong_is_kept()
    {
        // Two classes far apart: right about every row with half of the first layer dead, and training on lowers a loss that is nothing already.
        TrainingSet far = Train with { X = Train.Targets.ToArray().SelectMany((label, row) => new[] { label == 0 ? -30f : 30f, 0.01f * row }).ToArray() };
        Network network = Nets.Mlp(2, [16], "relu", 2, 5);
        for (int unit = 0; unit < 8; unit++)
        {
            network.Dense(0).Bias.Values[unit] = -1e4f;
        }

        (HealthReport health, _) = Nets.Watch(network, far, "softmax_cross_entropy", Options with { LearningRate = 0.1, Epochs = 30 }, far);
        HealResult result = Heal(new Patient(network, Options with { LearningRate = 0.1 }, Loss.Parse("softmax_cross_entropy"), far, far, health), new HealOptions { Epochs = 5, Rounds = 2 });
        Assert.True(result.Before.HeldLoss < 1e-7, result.Summary);
        Assert.True(result.Before.DeadUnits >= 8);
        Assert.NotNull(result.Kept);
        Trial[] right = [.. result.Trials.Where(trial => trial.HeldLoss < 1e-7)];
        Assert.Equal(right.Min(trial => (trial.Findings, trial.DeadUnits)), (result.Kept.Findings, result.Kept.DeadUnits));
        Assert.True(result.Kept.DeadUnits < result.Before.DeadUnits, result.Summary);
        Assert.Contains("Held loss 0 instead of 0", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_treatment_of_ones_own_is_tried_like_the_others()
    {
        HealResult result = Heal(Sick("bias"), new HealOptions { Epochs = 2, Rounds = 1, Own = [new Nothing()] });
        Trial own = result.Trials[^1];
        Assert.Equal("nothing", own.Name);
        Assert.Equal(result.Untreated.HeldLoss, own.HeldLoss);
        Assert.Equal(TrialOutcome.RolledBack, own.Outcome);
    }

    [Fact]
    public void Further_rounds_add_to_the_best_and_never_end_above_it()
    {
        Patient patient = Sick("rate");
        HealResult one = Heal(patient, new HealOptions { Rounds = 1, Epochs = 10 }), three = Heal(patient, new HealOptions { Rounds = 3, Epochs = 10 });
        Assert.DoesNotContain(one.Trials, trial => trial.Name.Contains('+', StringComparison.Ordinal));
        Assert.Equal(one.Trials.Select(trial => (trial.Name, trial.HeldLoss)), three.Trials.Take(one.Trials.Count).Select(trial => (trial.Name, trial.HeldLoss)));
        Trial[] added = [.. three.Trials.Skip(one.Trials.Count)];
        Trial best = one.Trials.MinBy(trial => trial.HeldLoss)!;
        Assert.NotEmpty(added);
        Assert.StartsWith(best.Name + "+", added[0].Name, StringComparison.Ordinal);
        Assert.True(three.Kept!.HeldLoss <= one.Kept!.HeldLoss, three.Summary);
    }

    [Fact]
    public void Inputs_standardised_in_one_round_stay_so_in_the_next()
    {
        Patient patient = Sick("offset");
        HealResult result = Heal(patient, new HealOptions { Rounds = 2, Epochs = 20 });
        Assert.StartsWith("standard_inputs", result.Kept!.Name, StringComparison.Ordinal);
        Assert.Contains(result.Trials, trial => trial.Name == "standard_inputs+longer" && trial.HeldLoss < 0.5);
    }

    [Fact]
    public void Dormant_units_are_recycled_where_that_is_asked_for()
    {
        Network network = Nets.Mlp(2, [16, 16], "relu", 2, 5);
        network.Dense(0).Bias.Values.Fill(5);
        Patient patient = new(network, Options, Loss.Parse("softmax_cross_entropy"), Train, Held, HealthExam.Examine(network, Train.X, Train.Rows));
        Assert.Empty(patient.Health.Mute("1 relu"));
        Network treated = new Recycle(dormant: 1e9).Treat(patient)!.Network;
        int all = Enumerable.Range(0, 16).Count(unit => !treated.Dense(2).Weights.Values.Slice(unit * 2, 2).ContainsAnyExcept(0f));
        Assert.Equal(16, all);
    }

    private static HealResult Heal(Patient patient, HealOptions? options = null) => new Healer(options).Heal(patient, cancel: TestContext.Current.CancellationToken);

    private static Patient Sick(string cause)
    {
        Network network = Nets.Mlp(2, [16, 16], "relu", 2, 5);
        TrainingOptions options = Options;
        (TrainingSet train, TrainingSet held) = (Train, Held);
        switch (cause)
        {
            case "bias":
                network.Dense(0).Bias.Values.Fill(-3);
                network.Dense(1).Bias.Values.Fill(-3);
                options = Options with { Epochs = 20 };
                break;
            case "rate":
                options = Options with { Optimizer = "sgd", LearningRate = 30 };
                break;
            case "offset":
                (train, held) = (Shift(Train), Shift(Held));
                break;
        }

        KeepLast last = new();
        HealthMonitor monitor = new();
        Nets.Fit(network, train, "softmax_cross_entropy", options with { KeepBest = false }, [monitor, last]);
        HealthReport health = monitor.Report(network, held.X, held.Rows);
        return new Patient(network, options with { Epochs = 60 }, Loss.Parse("softmax_cross_entropy"), train, held, health);
    }

    private static TrainingSet Shift(TrainingSet set) => set with { X = set.X.ToArray().Select(x => x - 100f).ToArray() };

    private static float[] Outputs(Network network, TrainingSet set)
    {
        float[] y = new float[set.Rows * network.Outputs];
        network.Predict(set.X.Span, set.Rows, y);
        return y;
    }

    private static double Mean(Network network) => Loss.Parse("softmax_cross_entropy").Evaluate(Outputs(network, Held), Held.Targets.Span, default, Held.Rows, default);

    private static double Accuracy(Network network, TrainingSet set)
    {
        float[] y = Outputs(network, set);
        return Enumerable.Range(0, set.Rows).Average(row => (y[2 * row] > y[(2 * row) + 1] ? 0f : 1f) == set.Targets.Span[row] ? 1.0 : 0);
    }

    private sealed class Nothing : ITreatment
    {
        public string Name => "nothing";

        public Treated? Treat(Patient patient)
        {
            Network copy = Network.Create(patient.Network.Inputs, patient.Network.Spec, 1);
            patient.Network.Values.CopyTo(copy.Values);
            return new Treated(copy, patient.Options, "nothing at all");
        }
    }
}
