namespace Glia.Tabular.Tests.Splits;

public sealed class SplitTests
{
    [Fact]
    public void Every_row_is_in_one_part_and_every_class_has_its_share()
    {
        int[] classes = [.. Enumerable.Range(0, 1000).Select(i => i % 10 == 0 ? 2 : i % 3 == 0 ? 1 : 0)];
        Split split = Split.Stratified(classes, 0.15, 0.15, 7);
        Assert.Equal(Enumerable.Range(0, 1000), split.Train.Concat(split.Validation).Concat(split.Test).Order());
        Assert.Equal((700, 150, 150), (split.Train.Count, split.Validation.Count, split.Test.Count));
        for (int k = 0; k < 3; k++)
        {
            double share = classes.Count(c => c == k) / 1000.0;
            Assert.Equal(share * 150, split.Test.Count(r => classes[r] == k), 1.0);
            Assert.Equal(share * 150, split.Validation.Count(r => classes[r] == k), 1.0);
        }
    }

    [Fact]
    public void A_seed_gives_the_same_split_and_another_seed_another()
    {
        int[] classes = [.. Enumerable.Range(0, 60).Select(i => i % 2)];
        Assert.Equal(Split.Stratified(classes, 0.2, 0.2, 1).Test, Split.Stratified(classes, 0.2, 0.2, 1).Test);
        Assert.NotEqual(Split.Stratified(classes, 0.2, 0.2, 1).Test, Split.Stratified(classes, 0.2, 0.2, 2).Test);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(11)]
    public void Every_class_is_trained_on_however_few_rows_it_has(int rows)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            int[] classes = [.. Enumerable.Range(0, rows).Select(i => Math.Min(i, 3))];
            Split split = Split.Stratified(classes, 0.4, 0.4, seed);
            Assert.Equal(classes.Distinct(), split.Train.Select(r => classes[r]).Distinct().Order());
            Assert.Equal(rows, split.Train.Count + split.Validation.Count + split.Test.Count);
        }
    }

    [Fact]
    public void Low_middle_and_high_values_are_in_every_part()
    {
        double[] values = [.. Enumerable.Range(0, 500).Select(i => (double)((i * 7919) % 500))];
        Split split = Split.Stratified(values, 0.1, 0.2, 3);
        Assert.Equal((350, 50, 100), (split.Train.Count, split.Validation.Count, split.Test.Count));
        foreach (IReadOnlyList<int> part in new[] { split.Validation, split.Test })
        {
            Assert.Equal(10, part.Select(r => (int)values[r] / 50).Distinct().Count());
        }
    }

    [Fact]
    public void Shares_may_be_zero_and_may_not_eat_the_training_rows()
    {
        Split all = Split.Stratified([0, 1, 0, 1], 0, 0, 1);
        Assert.Equal((4, 0, 0), (all.Train.Count, all.Validation.Count, all.Test.Count));
        Refused.Saying(() => Split.Stratified([0, 1], 0.5, 0.5, 1), "shares");
        Refused.Saying(() => Split.Stratified([0, 1], double.NaN, 0.5, 1), "shares");
    }
}
