using Glia.Health.Certificates;
using Glia.Kernels.Randomness;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Tests.Certificates;

public sealed class CertifierTests
{
    [Fact]
    public void No_certificate_of_either_kind_is_false_on_hundreds_of_random_networks_and_most_silent_units_get_one() => Check(1, 300, 0.9);

    [Fact]
    [Trait("Category", "slow")]
    public void No_certificate_of_either_kind_is_false_on_thousands_of_random_networks() => Check(1000, 5000, 0.9);

    [Fact]
    public void Depends_on_the_number_of_regions_only()
    {
        RandomNet net = RandomNet.Of(5);
        CertificationOptions options = new() { Seconds = 60, Regions = 64 };
        UnitCertificate[] one = [.. new Certifier(net.Network, net.Box).Certify(net.Claims(), options with { Threads = 1 })];
        UnitCertificate[] three = [.. new Certifier(net.Network, net.Box).Certify(net.Claims(), options with { Threads = 3 })];
        Assert.Equal(one.Select(each => (each.Answer, each.Method, each.Bound, each.Regions)), three.Select(each => (each.Answer, each.Method, each.Bound, each.Regions)));
    }

    [Fact]
    public void Rounding_of_the_engine_decides_where_real_numbers_would_say_dead()
    {
        // 1 + 2^-24 − 1 − 2^-24 is 0 in real numbers; in float32 the order of the chain leaves something over, or less than nothing.
        for (ulong seed = 1; seed <= 200; seed++)
        {
            RandomStream random = new(seed);
            Network network = Network.Create(4, [new DenseSpec(1), new ActivationSpec("relu"), new DenseSpec(1)], 1);
            DenseLayer dense = (DenseLayer)network.Layers[0];
            float[] x = [1, 1, 1, 1];
            double sum = 0;
            foreach (ref float weight in dense.Weights.Values)
            {
                weight = random.NextNormal();
                sum += weight;
            }

            dense.Bias.Values[0] = (float)-sum;
            float z = network.Run(x, 1).Output(0)[0];
            UnitCertificate certificate = new Certifier(network, new Box(x, x)).Certify([(1, 0, UnitClaim.NeverFires)])[0];
            Assert.True(certificate.Answer != CertificateAnswer.Proved || z <= 0, $"seed {seed}: z = {z:R} was certified");
            Assert.True(certificate.Answer != CertificateAnswer.Refuted || z > 0, $"seed {seed}: z = {z:R} was called alive");
        }
    }

    [Fact]
    public void Of_a_one_hot_group_only_one_input_is_1()
    {
        // Two categories together would fire the unit; each alone does not.
        Network network = Network.Create(3, [new DenseSpec(1), new ActivationSpec("relu"), new DenseSpec(1)], 1);
        DenseLayer dense = (DenseLayer)network.Layers[0];
        new float[] { 1, 1, 1 }.CopyTo(dense.Weights.Values);
        dense.Bias.Values[0] = -1.5f;
        float[] low = [0, 0, 0], high = [1, 1, 1];
        UnitCertificate Ask(params OneHot[] groups) => new Certifier(network, new Box(low, high, groups)).Certify([(1, 0, UnitClaim.NeverFires)])[0];
        Assert.Equal(CertificateAnswer.Refuted, Ask().Answer);
        Assert.Equal(CertificateAnswer.Proved, Ask(new OneHot([0, 1, 2])).Answer);
        Assert.Equal(CertificateAnswer.Proved, Ask(new OneHot([0, 1, 2], Exactly: false)).Answer);
        UnitCertificate two = Ask(new OneHot([0, 1]));
        Assert.Equal(CertificateAnswer.Refuted, two.Answer);
        Assert.Equal(1, two.Witness[0] + two.Witness[1]);
    }

    [Fact]
    public void Grouped_inputs_are_cut_by_category_and_every_answer_is_right_for_all_combinations()
    {
        int proved = 0, silent = 0;
        for (ulong seed = 1; seed <= 60; seed++)
        {
            Network network = Nets(seed);
            OneHot[] groups = [new OneHot([0, 1, 2, 3]), new OneHot([4, 5, 6]), new OneHot([7, 8, 9, 10])];
            Box box = new(new float[11], [.. Enumerable.Repeat(1f, 11)], groups);
            (int, int, UnitClaim)[] claims = [.. Enumerable.Range(0, 8).Select(unit => (3, unit, UnitClaim.NeverFires))];
            IReadOnlyList<UnitCertificate> certificates = new Certifier(network, box).Certify(claims, new CertificationOptions { Seconds = 20, Regions = 300 });
            float[] all = new float[48 * 11];
            for (int row = 0; row < 48; row++)
            {
                all[(row * 11) + (row % 4)] = all[(row * 11) + 4 + (row / 4 % 3)] = all[(row * 11) + 7 + (row / 12)] = 1;
            }

            ReadOnlySpan<float> z = network.Run(all, 48).Output(2);
            for (int unit = 0; unit < 8; unit++)
            {
                float most = float.NegativeInfinity;
                for (int row = 0; row < 48; row++)
                {
                    most = MathF.Max(most, z[(row * 8) + unit]);
                }

                silent += most <= 0 ? 1 : 0;
                proved += certificates[unit].Answer == CertificateAnswer.Proved ? 1 : 0;
                Assert.True(certificates[unit].Answer != CertificateAnswer.Proved || most <= 0, $"seed {seed} unit {unit}: {most}");
                Assert.True(certificates[unit].Answer != CertificateAnswer.Refuted || most > 0, $"seed {seed} unit {unit}: {most}");
            }
        }

        Assert.True(silent > 50 && proved >= 0.95 * silent, $"{proved} of {silent}");

        static Network Nets(ulong seed)
        {
            Network network = Network.Create(11, [new DenseSpec(12), new ActivationSpec("relu"), new DenseSpec(8), new ActivationSpec("relu"), new DenseSpec(1)], seed);
            network.Layers.OfType<DenseLayer>().ElementAt(1).Bias.Values.Fill(-1);
            return network;
        }
    }

    [Fact]
    public void No_certificate_is_false_where_kinks_are_cut_and_inputs_are_hunted() => Deep(1, 40);

    [Fact]
    [Trait("Category", "slow")]
    public void No_certificate_is_false_where_kinks_are_cut_and_inputs_are_hunted_in_thousands() => Deep(1000, 2000);

    /// <summary>
    /// Eight inputs and three layers, more than are cut input by input: bounds rest on kinks, and questions are open when the hunt for witnesses begins. Answers are tested with all corners
    /// of the box, its middle and random inputs, by the engine.
    /// </summary>
    private static void Deep(ulong first, int networks)
    {
        const int Inputs = 8, Width = 12, Rows = 4096;
        int cut = 0, refuted = 0;
        for (ulong seed = first; seed < first + (ulong)networks; seed++)
        {
            RandomStream random = new(seed);
            Network network = Network.Create(Inputs, [new DenseSpec(Width), new ActivationSpec("relu"), new DenseSpec(Width), new ActivationSpec("relu"), new DenseSpec(Width), new ActivationSpec("relu"), new DenseSpec(1)], seed);
            foreach (DenseLayer layer in network.Layers.OfType<DenseLayer>().Skip(1))
            {
                layer.Bias.Values.Fill(-0.4f - random.NextSingle());
            }

            float[] x = new float[Rows * Inputs];
            for (int i = 0; i < x.Length; i++)
            {
                int row = i / Inputs;
                x[i] = row < 256 ? ((row >> (i % Inputs)) & 1) - 0.5f : row == 256 ? 0 : random.NextSingle() - 0.5f;
            }

            Box box = new([.. Enumerable.Repeat(-0.5f, Inputs)], [.. Enumerable.Repeat(0.5f, Inputs)]);
            (int Layer, int Unit, UnitClaim Claim)[] claims = [.. Enumerable.Range(0, 2 * Width).Select(i => (i < Width ? 3 : 5, i % Width, UnitClaim.NeverFires))];
            IReadOnlyList<UnitCertificate> certificates = new Certifier(network, box).Certify(claims, new CertificationOptions { Seconds = 20, Regions = 60 });
            ForwardPass pass = network.Run(x, Rows);
            for (int i = 0; i < claims.Length; i++)
            {
                ReadOnlySpan<float> z = pass.Output(claims[i].Layer - 1);
                float most = float.NegativeInfinity;
                for (int row = 0; row < Rows; row++)
                {
                    most = MathF.Max(most, z[(row * Width) + claims[i].Unit]);
                }

                string what = $"seed {seed}, layer {claims[i].Layer}, unit {claims[i].Unit}: {most:R}, bound {certificates[i].Bound:R}";
                Assert.True(most <= certificates[i].Bound, what);
                Assert.True(certificates[i].Answer != CertificateAnswer.Proved || most <= 0, what);
                cut += certificates[i] is { Answer: CertificateAnswer.Proved, Method: CertificateMethod.BranchAndBound } ? 1 : 0;
                if (certificates[i].Answer == CertificateAnswer.Refuted)
                {
                    float[] witness = [.. certificates[i].Witness];
                    Assert.True(box.Contains(witness) && network.Run(witness, 1).Output(claims[i].Layer - 1)[claims[i].Unit] > 0, what);
                    refuted++;
                }
            }
        }

        Assert.True(cut >= networks && refuted >= networks, $"{cut} proved by cutting, {refuted} refuted");
    }

    [Fact]
    public void What_cannot_be_bounded_stays_undecided()
    {
        foreach (LayerSpec gap in (LayerSpec[])[new LayerNormSpec(), new ActivationSpec("glu"), new RowNormSpec("max")])
        {
            Network network = Network.Create(2, [new DenseSpec(4), gap, new DenseSpec(2), new ActivationSpec("relu"), new DenseSpec(1)], 1);
            network.Layers.OfType<DenseLayer>().ElementAt(1).Bias.Values.Fill(-100);
            UnitCertificate certificate = new Certifier(network, new Box([-1, -1], [1, 1])).Certify([(3, 0, UnitClaim.NeverFires)])[0];
            Assert.Equal(CertificateAnswer.Undecided, certificate.Answer);
        }

        Network overflowing = Network.Create(1, [new DenseSpec(1), new ActivationSpec("relu"), new DenseSpec(1), new ActivationSpec("relu")], 1);
        overflowing.Values.Fill(-3e38f);
        Assert.Equal(CertificateAnswer.Undecided, new Certifier(overflowing, new Box([-4], [4])).Certify([(3, 0, UnitClaim.NeverFires)])[0].Answer);
    }

    /// <summary>However far the box reaches, what comes out of the division lies in [−1, 1]: a bias beyond the sum of weights is proof, one within it is none.</summary>
    [Theory]
    [InlineData("l1")]
    [InlineData("l2")]
    public void Rows_divided_by_their_norm_are_bounded_on_any_box(string norm)
    {
        Network network = Network.Create(3, [new RowNormSpec(norm), new DenseSpec(2), new ActivationSpec("relu"), new DenseSpec(1)], 1);
        DenseLayer dense = network.Layers.OfType<DenseLayer>().First();
        float[] sums = [.. Enumerable.Range(0, 2).Select(unit => Enumerable.Range(0, 3).Sum(i => Math.Abs(dense.Weights.Values[(i * 2) + unit])))];
        dense.Bias.Values[0] = -1.01f * sums[0];
        dense.Bias.Values[1] = -0.1f * sums[1];

        UnitCertificate[] certificates = [.. new Certifier(network, new Box([-1e6f, -1e6f, -1e6f], [1e6f, 1e6f, 1e6f])).Certify([(2, 0, UnitClaim.NeverFires), (2, 1, UnitClaim.NeverFires)])];
        Assert.Equal(CertificateAnswer.Proved, certificates[0].Answer);
        Assert.NotEqual(CertificateAnswer.Proved, certificates[1].Answer);
    }

    [Fact]
    public void Boxes_that_make_no_sense_are_refused()
    {
        Assert.Contains("reaches from 1 to 0", Assert.Throws<ArgumentException>(() => new Box([1], [0])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Box([0, 0], [1, 1], [new OneHot([0]), new OneHot([0, 1])]));
        Assert.Throws<ArgumentException>(() => new Box([0, 0], [0, 0], [new OneHot([0, 1])]));
        Assert.Throws<ArgumentException>(() => Box.OfRows([1, 1], 2, [new OneHot([0, 1])]));
        Assert.Throws<ArgumentException>(() => Box.OfRows([float.NaN], 1));
    }

    private static void Check(ulong from, int networks, double least)
    {
        int silent = 0, proved = 0;
        for (ulong seed = from; seed < from + (ulong)networks; seed++)
        {
            RandomNet net = RandomNet.Of(seed);
            (int Layer, int Unit, UnitClaim Claim)[] claims = net.Claims();
            IReadOnlyList<UnitCertificate> certificates = new Certifier(net.Network, net.Box).Certify(claims, new CertificationOptions { Seconds = 5, Regions = 150 });
            ForwardPass pass = net.Network.Run(net.Grid, net.Rows);
            for (int i = 0; i < claims.Length; i++)
            {
                (int layer, int unit, UnitClaim claim) = claims[i];
                UnitCertificate certificate = certificates[i];
                float worst = net.Worst(pass, layer, unit, claim);
                bool high = claim == UnitClaim.StaysHigh;
                bool holds = high ? worst >= certificate.Threshold : worst <= certificate.Threshold;
                string what = $"seed {seed}, layer {layer}, unit {unit}, {claim}: {worst:R}, bound {certificate.Bound:R}";
                Assert.True(high ? worst >= certificate.Bound : worst <= certificate.Bound, what);
                Assert.True(certificate.Answer != CertificateAnswer.Proved || holds, what);
                if (certificate.Answer == CertificateAnswer.Refuted)
                {
                    float[] witness = [.. certificate.Witness];
                    float z = net.Network.Run(witness, 1).Output(layer - 1)[unit];
                    Assert.True(net.Box.Contains(witness) && z == certificate.WitnessZ && (high ? z < certificate.Threshold : z > certificate.Threshold), what);
                }
                else
                {
                    silent += holds ? 1 : 0;
                    proved += certificate.Answer == CertificateAnswer.Proved ? 1 : 0;
                }
            }
        }

        Assert.True(silent > networks && proved >= least * silent, $"{proved} of {silent}");
    }
}
