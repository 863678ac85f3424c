using Glia.Kernels.Lanes;
using Glia.Kernels.Tests.Activations;

namespace Glia.Kernels.Tests.Lanes;

public sealed class ColumnsTests
{
    [Fact]
    public void Every_column_is_summed_row_by_row_and_every_row_gets_its_bias()
    {
        for (int units = 1; units <= 70; units++)
        {
            foreach (int rows in new[] { 0, 1, 2, 33, (Columns.BlockLength / units) + 1 })
            {
                float[] batch = Catalogue.Numbers(rows * units, 1);
                float[] sums = Catalogue.Numbers(units, 2);
                float[] expected = [.. sums];
                float[] biased = [.. batch];
                for (int i = 0; i < batch.Length; i++)
                {
                    expected[i % units] += batch[i];
                    biased[i] += sums[i % units];
                }

                float[] actual = [.. batch];
                Columns.AddToRows(actual, sums);
                Assert.Equal(biased, actual);
                Columns.Sum(batch, sums);
                Assert.Equal(expected, sums);
            }
        }
    }
}
