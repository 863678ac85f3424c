using System.Diagnostics;
using Glia.Health;
using Glia.Health.Certificates;
using Glia.HealthBoard.Catalog;
using Glia.HealthBoard.Data;
using Glia.HealthBoard.Results;
using Glia.HealthBoard.Runs;
using Glia.Kernels.Randomness;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.HealthBoard.Studies;

/// <summary>
/// How many units that are silent on all rows can be certified dead over the box of the data: 16 inputs, 4 layers of 64 ReLU, 60 seconds. Which units are truly dead nobody can
/// enumerate in 16 dimensions; those for which no input is found that fires them are counted as dead, so that an undecided unit counts against the certifier. Certificates are tested by
/// random inputs and corners of the box.
/// </summary>
internal static class CertifyStudy
{
    private const int Inputs = 16, Tests = 200_000, Block = 2000;
    private const double Seconds = 60;

    /// <summary>What the units die of: with weights held small by a penalty, and with weights that a rate far too high has thrown about.</summary>
    private static readonly (string Name, Setup Setup)[] Series =
    [
        ("adam 0.005, L2 0.001", Usual with { Rate = 0.005, L2 = 1e-3 }),
        ("adam 0.003, L1 0.0001", Usual with { Rate = 0.003, L1 = 1e-4, Epochs = 6 }),
        ("biases at −1", Usual with { Start = "bias(-1)" }),
        ("adam 0.02", Usual with { Rate = 0.02 }),
        ("momentum 0.2", Usual with { Optimizer = "momentum(momentum=0.9)", Rate = 0.2 }),
    ];

    private static Setup Usual => new() { Data = "quadrants", Hidden = "4*64", Activation = "relu", Optimizer = "adam", Rate = 1e-3, Batch = 32, Epochs = 3 };

    public static void Run(LearningTask wide, StudyFile file, string? only, int seeds, int parallel, Action save)
    {
        LearningTask task = wide with { Train = First(wide.Train), Held = First(wide.Held) };
        foreach ((string name, Setup setup) in Series.Where(series => only is null || series.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            CertifyPoint sum = new(name, seeds, 0, 0, 0, 0, 0, 0) { UndecidedByLayer = [0, 0, 0, 0] };
            List<double> bounds = [];
            for (int seed = 1; seed <= seeds; seed++)
            {
                CertifyPoint point = One(setup, task, (ulong)seed, parallel, bounds);
                Console.WriteLine(Invariant($"{name}, seed {seed}: {point.Silent} silent on all rows, {point.Certified} certified, {point.Refuted} fired by an input found, {point.Undecided} undecided, {point.False} certificates false, {point.Seconds} s"));
                sum = sum with
                {
                    Silent = sum.Silent + point.Silent,
                    Certified = sum.Certified + point.Certified,
                    Refuted = sum.Refuted + point.Refuted,
                    Undecided = sum.Undecided + point.Undecided,
                    False = sum.False + point.False,
                    Seconds = Math.Max(sum.Seconds, point.Seconds),
                    UndecidedByLayer = [.. sum.UndecidedByLayer.Zip(point.UndecidedByLayer, (a, b) => a + b)],
                };
            }

            sum = sum with { Bound = bounds.Count > 0 ? Results.Range.Of(bounds) : null };
            file.Certify = [.. file.Certify.Where(old => old.Series != name), sum];
            save();
        }
    }

    private static CertifyPoint One(Setup setup, LearningTask task, ulong seed, int threads, List<double> bounds)
    {
        Network network = Start.Network(setup, task, seed);
        new Trainer(network, CaseRun.Loss(setup, task), CaseRun.Options(setup, seed)).Fit(task.Train);
        float[] rows = [.. task.Train.X.Span, .. task.Held.X.Span];
        Box box = Box.OfRows(rows, Inputs);
        long started = Stopwatch.GetTimestamp();
        HealthReport report = HealthExam.Examine(network, rows, rows.Length / Inputs, new HealthOptions
        {
            Certification = new CertificationOptions { Box = box, Seconds = Seconds, Regions = long.MaxValue, Threads = threads },
        });
        double seconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 1);
        UnitCertificate[] asked = [.. report.Certificates.Where(each => each.Claim == UnitClaim.NeverFires)];
        int Count(CertificateAnswer answer) => asked.Count(each => each.Answer == answer);
        UnitCertificate[] open = [.. asked.Where(each => each.Answer == CertificateAnswer.Undecided)];
        bounds.AddRange(open.Select(each => each.Bound));
        return new CertifyPoint("", 1, asked.Length, Count(CertificateAnswer.Proved), Count(CertificateAnswer.Refuted), open.Length, False(network, box, asked, seed), seconds)
        {
            UndecidedByLayer = [.. report.Layers.Select(layer => open.Count(each => each.Layer == layer.Name))],
        };
    }

    /// <summary>Certified units that a random input or a corner of the box fires: a proof would be wrong.</summary>
    private static int False(Network network, Box box, UnitCertificate[] asked, ulong seed)
    {
        HashSet<(string, int)> proved = [.. asked.Where(each => each.Answer == CertificateAnswer.Proved).Select(each => (each.Layer, each.Unit))], fired = [];
        RandomStream random = new RandomStream(seed).Split("box");
        float[] x = new float[Block * Inputs];
        for (int done = 0; done < Tests; done += Block)
        {
            for (int i = 0; i < x.Length; i++)
            {
                (double low, double high) = (box.Low[i % Inputs], box.High[i % Inputs]);
                float share = i / Inputs % 2 == 0 ? random.NextSingle() : random.NextInt(2);
                x[i] = Math.Clamp((float)(low + (share * (high - low))), (float)low, (float)high);
            }

            ForwardPass pass = network.Run(x, Block);
            for (int layer = 1; layer < network.Layers.Count; layer++)
            {
                if (network.Layers[layer] is ActivationLayer activation)
                {
                    ReadOnlySpan<float> z = pass.Output(layer - 1);
                    for (int i = 0; i < z.Length; i++)
                    {
                        if (z[i] > 0 && proved.Contains((activation.Name, i % activation.Outputs)))
                        {
                            fired.Add((activation.Name, i % activation.Outputs));
                        }
                    }
                }
            }
        }

        return fired.Count;
    }

    private static TrainingSet First(TrainingSet rows)
    {
        float[] x = new float[rows.Rows * Inputs];
        for (int row = 0; row < rows.Rows; row++)
        {
            rows.X.Span.Slice(row * rows.Features, Inputs).CopyTo(x.AsSpan(row * Inputs));
        }

        return new TrainingSet(x, Inputs, rows.Targets, rows.TargetWidth);
    }
}
