using System.Globalization;

namespace Glia.Tabular.Tests.Preprocessing;

public sealed class PreprocessorTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Numbers_are_standardised_with_gaps_filled_by_the_median()
    {
        Preprocessor p = Fit("x,y\n1,a\n2,b\n,a\n6,b\n", out Table table);
        var x = Assert.IsType<NumberFeature>(p.Features.Single());
        Assert.Equal((2, 2.75, true), (x.Median, x.Center, x.HasIndicator));
        Assert.Equal(1 / Math.Sqrt(3.6875), x.Scale, 1e-15);
        Assert.Equal(["x", "x=(missing)"], p.OutputNames);
        float[] inputs = p.Transform(table);
        Assert.Equal([0, 0, 1, 0], inputs.Where((_, i) => i % 2 == 1));
        Assert.Equal(0, inputs.Where((_, i) => i % 2 == 0).Sum(), 1e-6);
        Assert.Equal((float)((2 - 2.75) / Math.Sqrt(3.6875)), inputs[4]);
    }

    [Fact]
    public void Robust_scaling_uses_median_and_quartiles()
    {
        Preprocessor p = Fit("x,y\n1,a\n2,b\n3,a\n4,b\n1000,b\n", out _, new PreprocessorOptions { Scaling = Scaling.Robust });
        var x = (NumberFeature)p.Features.Single();
        Assert.Equal((3, 0.5), (x.Center, x.Scale));
        x = (NumberFeature)Fit("x,y\n1,a\n2,b\n", out _, new PreprocessorOptions { Scaling = Scaling.None }).Features.Single();
        Assert.Equal((0, 1), (x.Center, x.Scale));
    }

    [Fact]
    public void Categories_have_one_input_each_and_one_for_the_unknown()
    {
        Preprocessor p = Fit("c,y\nzeta,a\nAlpha,b\nzeta,b\nbeta,a\nbeta,a\n", out Table table);
        Assert.Equal(["c=Alpha", "c=beta", "c=zeta", "c=(unknown)"], p.OutputNames);
        Assert.Equal([0, 0, 1, 0, 1, 0, 0, 0], p.Transform(table)[..8]);
        Assert.Equal([0, 0, 0, 1, 0, 0, 0, 1], p.Transform(_scratch.Table("c\nnever seen\nNA\n")));
    }

    [Fact]
    public void What_training_did_not_see_is_counted_over_all_blocks()
    {
        Preprocessor p = Fit("c,x,g,y\nu,1,1,a\nv,2,,b\nv,3,3,b\nu,4,4,a\n", out Table table);
        var unseen = new UnseenValues();
        _ = p.Transform(table, unseen);
        Assert.Empty(unseen.Notes);
        _ = p.Transform(_scratch.Table("c,x,g\nu,,\nw,2,3\n,2,3\n"), unseen);
        _ = p.Transform(_scratch.Table("c,x,g\nw,,\nw,2,3\n"), unseen);
        Assert.Equal(3, unseen.Notes.Count);
        Assert.Matches("^column 'c' has a text in 3 of 9 rows that is no category of the model; it is taken as unknown \\(first 'w' in .*, line 3\\)$", unseen.Notes[0]);
        Assert.Matches("^column 'c' is missing in 1 of 9 rows and never was in training; it is taken for an unknown category \\(first in .*, line 4\\)$", unseen.Notes[1]);
        Assert.Matches("^column 'x' is missing in 2 of 9 rows and never was in training; it is taken for the median, 2.5 \\(first in .*, line 2\\)$", unseen.Notes[2]);
    }

    [Fact]
    public void Missing_is_a_category_if_it_was_seen_in_training()
    {
        Preprocessor p = Fit("c,x,y\nu,1,a\n,2,b\nv,3,b\nu,4,a\nv,3,a\n", out Table table);
        Assert.Equal(["c=u", "c=v", "c=(missing)", "c=(unknown)", "x"], p.OutputNames);
        Assert.Equal([0, 0, 1, 0], p.Transform(table)[5..9]);
    }

    [Fact]
    public void Numbers_that_name_something_are_categories_when_told()
    {
        Table table = _scratch.Table("zip,x,y\n10,1,a\n9,2,b\n10,3,b\n");
        Schema schema = Schema.Infer(table, "y", new SchemaOptions { Columns = new Dictionary<string, ColumnKind> { ["zip"] = ColumnKind.Category } });
        Preprocessor p = Preprocessor.Fit(table, schema);
        var zip = (CategoryFeature)p.Features[0];
        Assert.True(zip.FromNumbers);
        Assert.Equal(["10", "9"], zip.Categories);
        float[] seen = p.Transform(_scratch.Table("zip,x\n9,0\n10.0,0\n11,0\n"));
        Assert.Equal([0, 1, 0], seen[0..3]);
        Assert.Equal([1, 0, 0], seen[4..7]);
        Assert.Equal([0, 0, 1], seen[8..11]);
        Assert.Equal([0, 1, 0], p.Transform(_scratch.Table("zip,x\n9,0\nother,0\n"))[0..3]);
    }

    [Fact]
    public void Rare_categories_share_the_unknown_input_beyond_the_limit()
    {
        Preprocessor p = Fit("c,y\nu,a\nu,b\nv,a\nv,b\nw,a\nq,b\n", out _, new PreprocessorOptions { MostCategories = 2 });
        Assert.Equal(["c=u", "c=v", "c=(unknown)"], p.OutputNames);
    }

    [Fact]
    public void Columns_that_do_not_vary_in_training_have_no_feature()
    {
        Table table = _scratch.Table("k,x,y\n1,1,a\n1,2,b\n2,3,b\n1,4,a\n");
        Schema schema = Schema.Infer(table, "y");
        Assert.Equal(["x"], Preprocessor.Fit(table.Select([0, 1, 3]), schema).Features.Select(f => f.Name));
        Refused.Saying(() => Preprocessor.Fit(table.Select([0]), schema), "nothing to learn from");
    }

    [Fact]
    public void The_order_of_columns_and_further_columns_do_not_matter()
    {
        Preprocessor p = Fit("a,b,y\n1,u,a\n2,v,b\n4,u,b\n", out Table table);
        Assert.Equal(p.Transform(table), p.Transform(_scratch.Table("extra,b,a\nq,u,1\nq,v,2\nq,u,4\n")));
    }

    [Fact]
    public void Missing_columns_at_prediction_are_named_with_similar_ones()
    {
        Preprocessor p = Fit("bill_length,b,y\n1,u,a\n2,v,b\n4,u,b\n", out _);
        Refused.Saying(() => p.Transform(_scratch.Table("bill_lenght,c\n1,x\n")), "columns 'bill_length', 'b'", "Is 'bill_lenght' meant?");
    }

    [Fact]
    public void Text_at_prediction_where_numbers_were_learned_is_refused_with_its_line()
    {
        Preprocessor p = Fit("a,y\n1,a\n2,b\n4,b\n", out _);
        Refused.Saying(() => p.Transform(_scratch.Table("a\n1\n\nten\n")), "line 4", "column 'a'", "'ten'");
        Refused.Saying(() => p.Transform(_scratch.Table("a\n1\n1e300\n")), "line 3", "column 'a'", "too large");
    }

    [Fact]
    public void Many_rows_become_what_each_becomes_alone()
    {
        Preprocessor p = Fit("a,b,c,y\n1,7,u,a\n2,,v,b\n4,9,,b\n8,8,longer,a\n", out _);
        string[] names = ["u", "v", "longer", "", "never seen"];
        string Number(bool missing, double value) => missing ? "" : value.ToString("R", CultureInfo.InvariantCulture);
        string rows = string.Concat(Enumerable.Range(0, 301).Select(i => $"{Number(i % 7 == 3, i * 0.37)},{Number(i % 5 == 1, i)},{names[i * i % 5]}\n"));
        Table table = _scratch.Table("a,b,c\n" + rows);
        float[] together = p.Transform(table);
        Assert.Equal(together, Enumerable.Range(0, 301).SelectMany(row => p.Transform(table.Select([row]))));
        Assert.Contains(together, x => x < -1);
        Refused.Saying(() => p.Transform(_scratch.Table("a,b,c\n" + rows + "1,1,u\n1e300,1,u\n")), "line 304", "column 'a'", "too large");
    }

    [Fact]
    public void Json_keeps_every_bit()
    {
        Preprocessor p = Preprocessor.Fit(
            Table.Read(Repository.Sample("penguins")), Schema.Infer(Table.Read(Repository.Sample("penguins")), "species"));
        Preprocessor q = Preprocessor.FromJson(p.ToJson());
        Assert.Equal(p.ToJson(), q.ToJson());
        Assert.Equal(p.Transform(Table.Read(Repository.Sample("penguins"))), q.Transform(Table.Read(Repository.Sample("penguins"))));
        Refused.Saying(() => Preprocessor.FromJson("{\"features\":[]}"), "preprocessing");
        Refused.Saying(() => Preprocessor.FromJson(p.ToJson()[..100]), "preprocessing");
        Refused.Saying(() => Preprocessor.FromJson("""{"features":[{"kind":"category","name":"c","categories":["b","a"]}]}"""), "not in order");
    }

    [Fact]
    public void Values_far_from_zero_keep_their_differences()
    {
        string rows = string.Concat(Enumerable.Range(0, 20).Select(i => string.Create(CultureInfo.InvariantCulture, $"{1e9 + (i * 0.001)},{(i % 2 == 0 ? "a" : "b")}\n")));
        Preprocessor p = Fit("x,y\n" + rows, out Table table);
        Assert.True(((NumberFeature)p.Features.Single()).NeedsDouble);
        float[] x = p.Transform(table);
        Assert.Equal(1, x.Average(v => v * v), 1e-3);
    }

    [Theory]
    [InlineData("1e200,1e300,-1e300")]
    [InlineData("1e-310,2e-310,0")]
    public void Extreme_numbers_do_not_overflow(string values)
    {
        string[] v = values.Split(',');
        Preprocessor p = Fit($"x,y\n{v[0]},a\n{v[1]},b\n{v[2]},a\n", out Table table);
        Assert.All(p.Transform(table), x => Assert.True(float.IsFinite(x)));
    }

    private Preprocessor Fit(string text, out Table table, PreprocessorOptions? options = null)
    {
        table = _scratch.Table(text);
        return Preprocessor.Fit(table, Schema.Infer(table, "y"), options);
    }
}
