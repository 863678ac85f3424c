using Glia.Health.Certificates;
using Glia.Health.Tests.Support;
using Glia.Networks;

namespace Glia.Health.Tests.Certificates;

public sealed class ExamTests
{
    private static readonly HealthOptions Certifying = new() { Certification = new CertificationOptions { Seconds = 20, Regions = 200 } };

    [Fact]
    public void A_planted_death_becomes_certified_in_state_proof_and_finding()
    {
        TrainingSet set = Tasks.Circles(400, 1);
        Network network = Nets.Mlp(2, [16, 16], "relu", 1, 3);
        network.Dense(0).Bias.Values[5] = -50;
        network.Dense(1).Bias.Values[2] = -50;
        HealthReport report = HealthExam.Examine(network, set.X, set.Rows, Certifying);
        Assert.Equal((UnitState.Dead, Proof.Certified), (report.Layers[0].State[5], report.Layers[0].Proofs[5]));
        Assert.Equal((UnitState.Dead, Proof.Certified), (report.Layers[1].State[2], report.Layers[1].Proofs[2]));
        Assert.Contains(report.Certificates, each => each is { Layer: "1 relu", Unit: 5, Answer: CertificateAnswer.Proved, Method: CertificateMethod.Intervals });
        Finding finding = Assert.Single(report.Findings, each => each.Layer == "1 relu");
        Assert.Contains("certified: no input in the box", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Few_rows_are_enough_for_a_certificate_and_a_unit_alive_in_the_box_keeps_its_state()
    {
        Network network = Nets.Mlp(2, [4], "relu", 1, 3);
        network.Dense(0).Weights.Values.Fill(1);
        new float[] { -9, -1.5f, 0, 0 }.CopyTo(network.Dense(0).Bias.Values);
        float[] x = [0, 1, 1, 0];
        HealthReport report = HealthExam.Examine(network, x, 2, Certifying);
        Assert.Equal((UnitState.Dead, Proof.Certified), (report.Layers[0].State[0], report.Layers[0].Proofs[0]));
        Assert.Equal((UnitState.Silent, Proof.Observed), (report.Layers[0].State[1], report.Layers[0].Proofs[1]));
        UnitCertificate alive = Assert.Single(report.Certificates, each => each.Unit == 1);
        Assert.Equal(CertificateAnswer.Refuted, alive.Answer);
        Assert.True(alive.Witness.Sum() > 1.5f);
    }

    [Fact]
    public void A_unit_that_no_row_but_an_input_of_the_box_fires_is_silent_and_not_dead()
    {
        // Rows on a diagonal: the corner (1, 0) of their box is none of them.
        float[] x = [.. Enumerable.Range(0, 400).SelectMany(row => (float[])[row / 399f, row / 399f])];
        Network network = Nets.Mlp(2, [3], "relu", 1, 3);
        network.Dense(0).Weights.Values.Fill(1);
        (network.Dense(0).Weights.Values[0], network.Dense(0).Weights.Values[3]) = (1, -1);
        new float[] { -0.5f, -9, 0 }.CopyTo(network.Dense(0).Bias.Values);
        HealthReport without = HealthExam.Examine(network, x, 400), with = HealthExam.Examine(network, x, 400, Certifying);
        Assert.Equal(UnitState.Dead, without.Layers[0].State[0]);
        Assert.Equal((UnitState.Silent, Proof.Observed), (with.Layers[0].State[0], with.Layers[0].Proofs[0]));
        Assert.Equal((UnitState.Dead, Proof.Certified), (with.Layers[0].State[1], with.Layers[0].Proofs[1]));
        Assert.Equal([1], Assert.Single(with.Findings, each => each.Problem == Problems.DeadUnits).Units);
        Finding silent = Assert.Single(with.Findings, each => each.Problem == Problems.SilentUnits);
        Assert.Equal([0], silent.Units);
        Assert.Contains("silent on these rows, not dead", silent.Evidence, StringComparison.Ordinal);
        Assert.Equal([0, 1], with.Mute("1 relu"));
    }

    [Fact]
    public void A_unit_in_one_tail_is_certified_saturated()
    {
        TrainingSet set = Tasks.Circles(400, 1);
        Network network = Nets.Mlp(2, [8], "tanh", 1, 3);
        network.Dense(0).Bias.Values[3] = 40;
        HealthReport report = HealthExam.Examine(network, set.X, set.Rows, Certifying);
        Assert.Equal((UnitState.Saturated, Proof.Certified), (report.Layers[0].State[3], report.Layers[0].Proofs[3]));
        Assert.Contains(report.Certificates, each => each is { Unit: 3, Claim: UnitClaim.StaysHigh, Answer: CertificateAnswer.Proved });
    }

    [Fact]
    public void Nothing_is_certified_unless_it_is_asked_for()
        => Assert.Empty(HealthExam.Examine(Nets.Mlp(2, [4], "relu", 1, 3), new float[4], 2).Certificates);
}
