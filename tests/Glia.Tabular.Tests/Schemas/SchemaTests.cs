namespace Glia.Tabular.Tests.Schemas;

public sealed class SchemaTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("iris", "target", TaskKind.Multiclass, 3)]
    [InlineData("wine", "target", TaskKind.Multiclass, 3)]
    [InlineData("breast_cancer", "target", TaskKind.Binary, 2)]
    [InlineData("digits", "target", TaskKind.Multiclass, 10)]
    [InlineData("penguins", "species", TaskKind.Multiclass, 3)]
    [InlineData("penguins", "sex", TaskKind.Binary, 2)]
    [InlineData("penguins", "body_mass_g", TaskKind.Regression, 0)]
    [InlineData("diabetes", "target", TaskKind.Regression, 0)]
    [InlineData("concrete", "target", TaskKind.Regression, 0)]
    public void The_task_is_found_on_every_sample(string sample, string target, TaskKind task, int classes)
    {
        Schema schema = Schema.Infer(Table.Read(Repository.Sample(sample)), target);
        Assert.Equal(task, schema.Task);
        Assert.Equal(classes, schema.Classes.Count);
        Assert.Contains($"'{target}'", schema.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Penguins_are_understood()
    {
        Schema schema = Schema.Infer(Table.Read(Repository.Sample("penguins")), "species");
        Assert.Equal(["Adelie", "Chinstrap", "Gentoo"], schema.Classes);
        Assert.Equal(ColumnKind.Category, Kind(schema, "island"));
        Assert.Equal(ColumnKind.Number, Kind(schema, "bill_length_mm"));
        Assert.Equal(ColumnKind.Category, Kind(schema, "sex"));
        Assert.Equal(7, schema.Columns.Count);
        Assert.Equal(11, Schema.Infer(Table.Read(Repository.Sample("penguins")), "sex").Notes.Single().Split(' ')[0] is string n ? int.Parse(n, null) : 0);
    }

    /// <summary>What one misspelt cell among numbers, or a comma, does to a column is said with the column.</summary>
    [Theory]
    [InlineData("12..5", "all but '12..5' are numbers")]
    [InlineData("none\nunknown\nbad\nworse", "all but 'bad', 'none', 'unknown', … are numbers")]
    [InlineData("7.5", "")]
    public void Texts_that_spoil_a_column_of_numbers_are_named(string slips, string expected)
    {
        string[] cells = [.. Enumerable.Range(1, 60).Select(i => $"{i}.25"), .. slips.Split('\n')];
        Schema schema = Schema.Infer(_scratch.Table("a,b,y\n" + string.Concat(cells.Select((cell, i) => $"{cell},{i},c{i % 2}\n"))), "y");
        Assert.Equal(expected.Length == 0 ? ColumnKind.Number : ColumnKind.Ignored, Kind(schema, "a"));
        Assert.Contains(expected, schema.Columns[0].Why, StringComparison.Ordinal);
    }

    /// <summary>A single text makes a column of numbers one of texts: it is said which one, where, and what to do.</summary>
    [Fact]
    public void A_column_of_numbers_spoiled_by_a_word_is_said()
    {
        string[] ages = [.. Enumerable.Range(0, 2000).Select(i => $"{18 + (i * 7 % 80)}")];
        Assert.Empty(Notes(ages));
        ages[55] = "n/a?";
        string note = Assert.Single(Notes(ages));
        Assert.All(
            (string[])["'a' holds numbers in 1999 of 2000 rows", "it is taken for a category", "'n/a?'", "table.csv, line 57", "--missing", "--column a=number"],
            piece => Assert.Contains(piece, note, StringComparison.Ordinal));
        Assert.Empty(Notes(ages, new TableOptions { Missing = ["n/a?"] }));
        Assert.Empty(Notes(ages, kind: ColumnKind.Category));

        // Told to be a number, the column is refused with the line.
        Refused.Saying(() => Notes(ages, kind: ColumnKind.Number), "table.csv, line 57", "'a'", "'n/a?'");

        // The earliest of several, whatever their order as texts; and numbers as the file writes them.
        (ages[30], ages[1000]) = ("unknown", "99..5");
        Assert.Contains("1997 of 2000 rows, but not in all, so it is taken for a category: the first text among them is 'unknown' (", Assert.Single(Notes(ages)), StringComparison.Ordinal);
        string[] prices = [.. Enumerable.Range(0, 2000).Select(i => i == 9 ? "k.A." : $"{i % 90},5")];
        Assert.Contains("'k.A.'", Assert.Single(Notes(prices, new TableOptions { DecimalMark = ',', Delimiter = ';' })), StringComparison.Ordinal);

        // A column that is not used for its many texts, and a target.
        Assert.Contains("so it is not used: the first text among them is '?!'", Assert.Single(Notes([.. Enumerable.Range(0, 200).Select(i => i == 70 ? "?!" : $"{i}.25")])), StringComparison.Ordinal);
        Schema target = Schema.Infer(_scratch.Table("b;a\n" + string.Concat(ages.Select((cell, i) => $"{i % 10};{cell}\n"))), "a");
        Assert.Contains(target.Notes, told => told.Contains("so the target is learned as classes: the first text among them is 'unknown'", StringComparison.Ordinal));
    }

    /// <summary>Codes, grades and names that are partly numbers are categories, and nothing is to be said of them.</summary>
    [Fact]
    public void Categories_that_look_like_numbers_are_no_spoiled_numbers()
    {
        Assert.Empty(Notes(Cells(i => (i % 4) switch { 0 => "1", 1 => "2", 2 => "A", _ => "B" })));
        Assert.Empty(Notes(Cells(i => i % 50 == 0 ? "other" : $"{i % 15}")));
        Assert.Empty(Notes(Cells(i => i % 5 == 0 ? "none" : $"{i % 60}")));
        Assert.Empty(Notes(Cells(i => i % 20 == 0 ? $"V{i % 7}" : $"{i % 300}")));
        Assert.Empty(Notes(Cells(i => i % 100 == 0 ? "abroad" : $"{i % 60:D5}")));

        static string[] Cells(Func<int, string> cell) => [.. Enumerable.Range(0, 2000).Select(cell)];
    }

    /// <summary>Of very many different texts not all are counted; the first that is no number is found among the others, too.</summary>
    [Fact]
    public void A_word_after_more_texts_than_are_counted_is_found()
    {
        string[] cells = [.. Enumerable.Range(0, 100).Select(i => i == 80 ? "none" : $"{i}.5")];
        Table table = _scratch.Table("a,y\n" + string.Concat(cells.Select(cell => $"{cell},1\n")));
        var facts = new ColumnFacts("a", countsNumbers: false, most: 50);
        facts.Add(table, table["a"]);
        string note = SpoiledNumbers.Note(facts, "it is not used")!;
        Assert.Contains("99 of 100 rows", note, StringComparison.Ordinal);
        Assert.Contains("'none' (", note, StringComparison.Ordinal);
        Assert.Contains("line 82", note, StringComparison.Ordinal);
    }

    /// <summary>With so few different texts the column would be taken for a category in silence.</summary>
    [Fact]
    public void A_category_of_numbers_with_a_decimal_comma_is_noted()
    {
        string[] cells = [.. Enumerable.Range(0, 400).Select(i => $"{i % 5},{i % 10}")];
        Assert.Equal("'a' is taken for a category, but its texts look like numbers with a decimal comma (--decimal-mark ','): say so", Assert.Single(Notes(cells)));
        Assert.Empty(Notes(cells, new TableOptions { DecimalMark = ',' }));
        Assert.Empty(Notes(cells, kind: ColumnKind.Category));
        Assert.Empty(Notes([.. cells.Select(cell => cell + " or so")]));
    }

    [Theory]
    [InlineData("1,5", "numbers with a decimal comma (--decimal-mark ','): say so")]
    [InlineData("12,500,000", "numbers with commas between thousands (--group-mark ','): say so")]
    [InlineData("1,234.5", "numbers with commas between thousands (--group-mark ','): say so")]
    [InlineData("1,234", "numbers with a decimal comma (--decimal-mark ','), or with commas between thousands (--group-mark ','): say so")]
    [InlineData("1.234,5", "numbers with a decimal comma and points between thousands (--decimal-mark ',' --group-mark '.'): say so")]
    [InlineData("1 234,5", "numbers with a decimal comma and spaces between thousands (--decimal-mark ',' --group-mark ' '): say so")]
    [InlineData("1'234.5", "numbers with apostrophes between thousands (--group-mark \"'\"): say so")]
    [InlineData("$1,234.50", "numbers beside a sign, as '$1,234.50': take the sign away")]
    [InlineData("12 %", "numbers beside a sign, as '12 %': take the sign away")]
    [InlineData("1,2,3", null)]
    [InlineData("12,34,567.5", null)]
    [InlineData("$ and more", null)]
    public void Other_ways_to_write_numbers_are_known(string text, string? words)
    {
        string[] cells = [.. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? text : "7")];
        Assert.Equal(words is null ? [] : [$"'a' is taken for a category, but its texts look like {words}"], Notes([.. cells.Select(cell => $"\"{cell}\"")]));
    }

    private IEnumerable<string> Notes(string[] cells, TableOptions? reading = null, ColumnKind? kind = null)
    {
        string content = "a;b;y\n" + string.Concat(cells.Select((cell, i) => $"{cell};{i % 9};c{i % 2}\n"));
        var columns = kind is { } told ? new Dictionary<string, ColumnKind> { ["a"] = told } : [];
        return Schema.Infer(_scratch.Table(content, reading), "y", new SchemaOptions { Columns = columns }).Notes;
    }

    [Fact]
    public void Digits_are_classes_in_the_order_of_numbers()
    {
        Schema schema = Schema.Infer(Table.Read(Repository.Sample("digits")), "target");
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], schema.Classes);
        Assert.True(schema.ClassesAreIntegers);
    }

    [Fact]
    public void Columns_that_teach_nothing_are_ignored_with_a_reason()
    {
        Table table = _scratch.Table("y,same,none,id,ok,flag\n" + string.Concat(
            Enumerable.Range(0, 200).Select(i => $"{(i % 2 == 0 ? "p" : "q")},5,,name{i},{i % 7},{(i % 3 == 0 ? "Yes" : "no")}\n")));
        Schema schema = Schema.Infer(table, "y");
        Assert.Equal(
            [("same", ColumnKind.Ignored), ("none", ColumnKind.Ignored), ("id", ColumnKind.Ignored), ("ok", ColumnKind.Number), ("flag", ColumnKind.Boolean)],
            schema.Columns.Select(c => (c.Name, c.Kind)));
        Assert.Contains("constant", Why(schema, "same"), StringComparison.Ordinal);
        Assert.Contains("missing in every row", Why(schema, "none"), StringComparison.Ordinal);
        Assert.Contains("200 different texts", Why(schema, "id"), StringComparison.Ordinal);
    }

    [Fact]
    public void Kinds_can_be_told()
    {
        Table table = _scratch.Table("y,zip,n\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 2},{1000 + (i % 3)},{i}\n")));
        Schema schema = Schema.Infer(table, "y", new SchemaOptions
        {
            Columns = new Dictionary<string, ColumnKind> { ["zip"] = ColumnKind.Category, ["n"] = ColumnKind.Ignored, ["y"] = ColumnKind.Number },
        });
        Assert.Equal(ColumnKind.Category, Kind(schema, "zip"));
        Assert.Equal(ColumnKind.Ignored, Kind(schema, "n"));
        Assert.Equal(TaskKind.Regression, schema.Task);
        Assert.Equal(TaskKind.Multiclass, Schema.Infer(table, "y", new SchemaOptions { Task = TaskChoice.Multiclass }).Task);
        Assert.Equal(TaskKind.Binary, Schema.Infer(table, "y").Task);
    }

    [Fact]
    public void Many_whole_numbers_are_a_quantity_and_few_are_classes()
    {
        string Numbers(int rows, int distinct) => "x,y\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{i * 37 % 101},{i % distinct}\n"));
        Assert.Equal(TaskKind.Multiclass, Schema.Infer(_scratch.Table(Numbers(200, 20)), "y").Task);
        Assert.Equal(TaskKind.Regression, Schema.Infer(_scratch.Table(Numbers(200, 21)), "y").Task);
        Assert.Equal(TaskKind.Regression, Schema.Infer(_scratch.Table(Numbers(100, 20)), "y").Task);
        Assert.Equal(TaskKind.Regression, Schema.Infer(_scratch.Table("x,y\n1,0.5\n2,1.5\n4,0.5\n"), "y").Task);
    }

    [Fact]
    public void A_target_that_is_not_there_is_answered_with_similar_names() =>
        Refused.Saying(() => Schema.Infer(Table.Read(Repository.Sample("penguins")), "specis"), "penguins.csv", "'specis'", "Did you mean 'species'?");

    [Theory]
    [InlineData("x,y\n1,a\n2,a\n3,a\n", "'a' in every row", "two classes")]
    [InlineData("x,y\n1,\n2,\n", "missing in every row")]
    [InlineData("x,y\n1,a\n2,b\n3,c\n4,d\n", "4 classes in 4 rows")]
    [InlineData("x,y\n1,a\n1,b\n1,b\n", "no column is left", "constant")]
    [InlineData("y\na\nb\n", "no column is left")]
    public void A_target_or_table_to_learn_nothing_from_is_refused(string text, params string[] pieces) =>
        Refused.Saying(() => Schema.Infer(_scratch.Table(text), "y"), ["table.csv", .. pieces]);

    [Fact]
    public void What_is_told_wrongly_is_refused()
    {
        Table table = _scratch.Table("x,y,t\n1,a,u\n2,b,v\n3,b,w\n4,a,u\n");
        Refused.Saying(
            () => Schema.Infer(table, "y", new SchemaOptions { Columns = new Dictionary<string, ColumnKind> { ["t"] = ColumnKind.Number } }), "line 2", "'t'", "'u'");
        Refused.Saying(
            () => Schema.Infer(table, "y", new SchemaOptions { Columns = new Dictionary<string, ColumnKind> { ["tt"] = ColumnKind.Number } }), "'tt'", "Did you mean 't'");
        Refused.Saying(() => Schema.Infer(table, "y", new SchemaOptions { Task = TaskChoice.Regression }), "line 2", "'y'", "'a'");
        Refused.Saying(() => Schema.Infer(table, "t", new SchemaOptions { Task = TaskChoice.Binary }), "3 classes");
        Refused.Saying(
            () => Schema.Infer(table, "y", new SchemaOptions { Columns = new Dictionary<string, ColumnKind> { ["t"] = ColumnKind.Boolean } }), "boolean", "3 values");
        Refused.Saying(() => Schema.Infer(table, "y", new SchemaOptions { SampleWeight = "y" }), "target and the weight");
        Refused.Saying(() => Schema.Infer(_scratch.Table("x,y\n1,7\n2,7\n"), "y", new SchemaOptions { Task = TaskChoice.Regression }), "7 in every row");
    }

    [Fact]
    public void A_class_with_a_single_row_is_noted_with_its_line()
    {
        Schema schema = Schema.Infer(_scratch.Table("x,y\n1,a\n2,b\n3,b\n4,a\n5,aa\n6,b\n7,a\n"), "y");
        Assert.Contains("'aa' has a single row", schema.Notes.Single(), StringComparison.Ordinal);
        Assert.Contains("line 6", schema.Notes.Single(), StringComparison.Ordinal);
    }

    private static ColumnKind Kind(Schema schema, string column) => schema.Columns.Single(c => c.Name == column).Kind;

    private static string Why(Schema schema, string column) => schema.Columns.Single(c => c.Name == column).Why;

    [Theory]
    [InlineData("True", "False")]
    [InlineData("TRUE", "FALSE")]
    [InlineData("true", "false")]
    public void Truth_values_are_the_same_classes_however_they_are_written(string yes, string no)
    {
        string[] texts = [.. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? yes : no)];
        double[] numbers = [.. Enumerable.Range(0, 40).Select(i => (double)(i % 2))];
        Table written = Table.FromColumns(("x", numbers), ("y", texts)), typed = Table.FromColumns(("x", numbers), ("y", texts.Select(text => text == yes).ToArray()));
        var options = new FitOptions { Hidden = [2], Epochs = 2 };
        TabularModel ofTexts = Learner.Fit(written, "y", options), ofTruths = Learner.Fit(typed, "y", options);
        Assert.Equal(["false", "true"], ofTexts.Classes);
        Assert.Equal(ofTruths.Classes, ofTexts.Classes);
        Assert.Equal(ofTruths.Network.WeightsSha256(), ofTexts.Network.WeightsSha256());
        Assert.Equal(ofTexts.Evaluate(typed).Metrics["log_loss"], ofTexts.Evaluate(written).Metrics["log_loss"]);
    }
}
