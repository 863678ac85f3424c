using Glia.Health.Certificates;
using Glia.Health.Certificates.Bounds;
using Glia.Health.Tests.Support;
using Glia.Kernels.Randomness;
using Glia.Networks;

namespace Glia.Health.Tests.Certificates;

public sealed class LinearProgramTests
{
    private const int Inputs = 6, Width = 16;
    private static readonly Box Cube = new([.. Enumerable.Repeat(-1f, Inputs)], [.. Enumerable.Repeat(1f, Inputs)]);

    [Fact]
    public void A_program_in_the_plane_is_solved_as_its_corners_say()
    {
        RandomStream random = new(5);
        for (int trial = 0; trial < 100; trial++)
        {
            double[][] rows = [.. Enumerable.Range(0, 6).Select(_ => new double[] { random.NextNormal(), random.NextNormal() })];
            Constraint[] constraints =
            [
                .. rows.Select((_, row) => new Constraint(row, 1, -1, 0, 0.2 + random.NextDouble())),
                .. Enumerable.Range(0, 4).Select(i => new Constraint(-1, 0, i / 2, (2 * (i % 2)) - 1, 1)),
            ];
            double[] objective = [0.5, -0.5];
            InteriorPoint path = new(objective, rows, constraints, [0.1, 0.1]);
            path.Solve(0, below: false);

            // Right after a solution above 0 is known to a twentieth it may end; asked with its own value taken off, it may not.
            double near = Value(objective, path.Variables);
            path = new InteriorPoint(objective, rows, constraints, [0.1, 0.1]);
            path.Solve(-near * 2, below: false);
            Assert.Equal(Corners(rows, constraints, objective), Value(objective, path.Variables), 6);
            Assert.All(path.Duals, dual => Assert.True(dual > 0));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void Slopes_and_multipliers_of_a_program_give_the_bound_that_its_solution_reaches(int value)
    {
        int lower = 0;
        for (ulong seed = 1; seed <= 12; seed++)
        {
            Chain chain = Chain.Of(Nets.Mlp(Inputs, [Width, Width, Width], "relu", 1, seed));
            Relaxation relaxation = new(chain, Cube);
            Region part = relaxation.Root.Copy();
            part.Hold(new Phase(1, (int)seed % Width, 0, 1), 0);
            Assert.True(relaxation.Enter(part, 1, value));
            double loose = relaxation.Form.Maximum(part, value, 2, 1);
            Question question = new(value, 2, 1, 0, value - 1);
            TriangleProgram program = new(chain, relaxation);
            Assert.True(program.Solve(part, question));
            question = question with { Threshold = program.Solution[value][2] * (1 + 1e-3) };
            Assert.True(program.Solve(part, question));
            double bound = relaxation.Form.Maximum(part, value, 2, 1), reached = program.Solution[value][2];
            Assert.Equal(reached, bound, 1e-4 * (1 + Math.Abs(bound)));
            lower += bound < loose - 1e-3 ? 1 : 0;
        }

        Assert.True(lower >= (value > 1 ? 10 : 0), $"{lower} of 12 lower than the lines as they were");
    }

    [Fact]
    public void No_step_of_an_ascent_leads_down()
    {
        int up = 0;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            Network network = Nets.Mlp(Inputs, [Width, Width, Width], "relu", 1, seed);
            Chain chain = Chain.Of(network);
            Relaxation relaxation = new(chain, Cube);
            WitnessSearch runner = new(chain, Cube);
            TangentAscent ascent = new(chain, relaxation);
            foreach (int sign in (int[])[1, -1])
            {
                // A threshold out of reach: no step ends early.
                Question question = new(5, 1, sign, sign * 1e6, 4);
                double[] x = WitnessSearch.Random(Cube, new RandomStream(seed), 2);
                double first = double.NaN, height = double.NegativeInfinity;
                for (int step = 0; step < 6; step++)
                {
                    double z = sign * runner.Values(x, 5)[5][1];
                    Assert.True(z >= height - (1e-5 * (1 + Math.Abs(z))), $"seed {seed}, sign {sign}, step {step}: {z:R} after {height:R}");
                    (first, height) = (step == 0 ? z : first, z);
                    Assert.True(ascent.Step(question, runner.Values(x, 5), x));
                    Assert.True(Cube.Contains([.. x.Select(each => (float)each)]));
                }

                up += height > first + 0.05 ? 1 : 0;
            }
        }

        Assert.True(up >= 36, $"{up} of 40 went up");
    }

    private static double Value(double[] objective, double[] v) => (objective[0] * v[0]) + (objective[1] * v[1]);

    /// <summary>The largest value over all crossings of two constraints that keep the others.</summary>
    private static double Corners(double[][] rows, Constraint[] constraints, double[] objective)
    {
        (double X, double Y, double Right)[] lines = [.. constraints.Select(c => c.Row >= 0
            ? (rows[c.Row][0], rows[c.Row][1], c.Right)
            : c.Own == 0 ? (c.OnOwn, 0d, c.Right) : (0d, c.OnOwn, c.Right))];
        double most = double.NegativeInfinity;
        foreach ((double X, double Y, double Right) a in lines)
        {
            foreach ((double X, double Y, double Right) b in lines)
            {
                double determinant = (a.X * b.Y) - (a.Y * b.X);
                double[] at = [((a.Right * b.Y) - (a.Y * b.Right)) / determinant, ((a.X * b.Right) - (a.Right * b.X)) / determinant];
                if (Math.Abs(determinant) > 1e-9 && lines.All(line => (line.X * at[0]) + (line.Y * at[1]) <= line.Right + 1e-9))
                {
                    most = Math.Max(most, Value(objective, at));
                }
            }
        }

        return most;
    }
}
