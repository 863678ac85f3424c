using System.Globalization;
using System.Text;

namespace Glia.Studio.Tests;

/// <summary>Tables of two numbers, x and y, from which others follow: the numbers sum and product, and the labels right and above of two classes.</summary>
internal static class Several
{
    /// <summary>A table with those of them that are named; with two inputs alone there is a plane.</summary>
    public static string Csv(params string[] targets)
    {
        StringBuilder csv = new($"x,y,{string.Join(',', targets)}\n");
        for (int i = 0; i < 15; i++)
        {
            for (int k = 0; k < 14; k++)
            {
                double x = (i - 7.25) / 4, y = (k - 6.25) / 4;
                csv.Append(CultureInfo.InvariantCulture, $"{x},{y}");
                foreach (string target in targets)
                {
                    csv.Append(',').Append(target switch
                    {
                        "sum" => (x + y).ToString(CultureInfo.InvariantCulture),
                        "product" => (x * y).ToString(CultureInfo.InvariantCulture),
                        "right" => x > 0 ? "yes" : "no",
                        _ => y > 0.5 ? "up" : "down",
                    });
                }

                csv.Append('\n');
            }
        }

        return csv.ToString();
    }
}
