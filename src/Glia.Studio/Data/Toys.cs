using Glia.Kernels.Randomness;
using Glia.Tabular;

namespace Glia.Studio.Data;

/// <summary>Small sets of two inputs, whose answer can be seen. Coordinates are rounded to four digits, so that they are the same on any machine.</summary>
internal static class Toys
{
    private const int Rows = 600;

    /// <summary>Name, what it is, and what makes a row.</summary>
    public static IReadOnlyList<(string Name, string Text, Func<RandomStream, int, (double X, double Y, object Answer)> Row)> All { get; } =
    [
        ("circle", "A disc inside a ring: no straight line separates them.", Circle),
        ("xor", "Opposite quarters belong together: the problem one layer cannot solve.", Xor),
        ("moons", "Two half moons that reach into each other.", Moons),
        ("spiral", "Two arms wound around each other: the hard one.", Spiral),
        ("gaussians", "Two clouds; a straight line does well.", Clouds),
        ("three_arms", "Three classes, one arm each: softmax at the output.", ThreeArms),
        ("uncentred", "The moons, far from zero and with units that differ: unscaled, units are born dead.", Uncentred),
        ("plane", "A number to predict: a tilted plane with noise.", Plane),
        ("waves", "A number to predict: hills and valleys.", Waves),
    ];

    /// <summary>Makes a set.</summary>
    public static Table Make(string name)
    {
        (string Name, string Text, Func<RandomStream, int, (double X, double Y, object Answer)> Row) toy = All.First(each => each.Name == name);
        RandomStream chance = new RandomStream(1).Split(name);
        (double X, double Y, object Answer)[] rows = [.. Enumerable.Range(0, Rows).Select(i => toy.Row(chance, i))];
        object answers = rows[0].Answer is string ? rows.Select(row => (string)row.Answer).ToArray() : rows.Select(row => Round((double)row.Answer)).ToArray();
        return Table.FromColumns(
            ("x", rows.Select(row => Round(row.X)).ToArray()), ("y", rows.Select(row => Round(row.Y)).ToArray()), (rows[0].Answer is string ? "class" : "height", answers));
    }

    private static double Round(double value) => Math.Round(value, 4);

    private static string Two(int i) => i % 2 == 0 ? "A" : "B";

    private static double Noise(RandomStream chance, double size) => chance.NextNormal() * size;

    private static (double X, double Y, object Answer) Circle(RandomStream chance, int i)
    {
        double radius = i % 2 == 0 ? 2.2 * Math.Sqrt(chance.NextDouble()) : 3.2 + (1.6 * chance.NextDouble());
        double turn = 2 * Math.PI * chance.NextDouble();
        return ((radius * Math.Cos(turn)) + Noise(chance, 0.15), (radius * Math.Sin(turn)) + Noise(chance, 0.15), Two(i));
    }

    private static (double X, double Y, object Answer) Xor(RandomStream chance, int i)
    {
        double x = (10 * chance.NextDouble()) - 5, y = (10 * chance.NextDouble()) - 5;
        return (x + (x < 0 ? -0.3 : 0.3), y + (y < 0 ? -0.3 : 0.3), Two(x < 0 == y < 0 ? 0 : 1));
    }

    private static (double X, double Y, object Answer) Moons(RandomStream chance, int i)
    {
        double turn = Math.PI * chance.NextDouble();
        double x = i % 2 == 0 ? Math.Cos(turn) : 1 - Math.Cos(turn), y = i % 2 == 0 ? Math.Sin(turn) : 0.5 - Math.Sin(turn);
        return ((2.4 * (x - 0.5)) + Noise(chance, 0.25), (2.4 * (y - 0.25)) + Noise(chance, 0.25), Two(i));
    }

    private static (double X, double Y, object Answer) Uncentred(RandomStream chance, int i)
    {
        (double x, double y, object answer) = Moons(chance, i);
        return (40 + x, 60 + y, answer);
    }

    private static (double X, double Y, object Answer) Spiral(RandomStream chance, int i) => Arm(chance, i % 2, 2, 1.75, Two(i));

    private static (double X, double Y, object Answer) ThreeArms(RandomStream chance, int i) => Arm(chance, i % 3, 3, 0.9, "ABC".Substring(i % 3, 1));

    private static (double X, double Y, object Answer) Arm(RandomStream chance, int arm, int arms, double turns, string answer)
    {
        double along = Math.Sqrt(0.02 + (0.98 * chance.NextDouble()));
        double turn = (along * turns * 2 * Math.PI) + (2 * Math.PI * arm / arms);
        return ((5 * along * Math.Cos(turn)) + Noise(chance, 0.1), (5 * along * Math.Sin(turn)) + Noise(chance, 0.1), answer);
    }

    private static (double X, double Y, object Answer) Clouds(RandomStream chance, int i) =>
        ((i % 2 == 0 ? 1.8 : -1.8) + Noise(chance, 1), (i % 2 == 0 ? 1.8 : -1.8) + Noise(chance, 1), Two(i));

    private static (double X, double Y, object Answer) Plane(RandomStream chance, int i)
    {
        double x = (10 * chance.NextDouble()) - 5, y = (10 * chance.NextDouble()) - 5;
        return (x, y, (0.8 * x) - (0.5 * y) + Noise(chance, 0.3));
    }

    private static (double X, double Y, object Answer) Waves(RandomStream chance, int i)
    {
        double x = (10 * chance.NextDouble()) - 5, y = (10 * chance.NextDouble()) - 5;
        return (x, y, (Math.Sin(x) * Math.Cos(0.8 * y)) + Noise(chance, 0.05));
    }
}
