using Glia.SourceCode.Languages;
using Glia.Tabular;

namespace Glia.SourceCode.Models;

/// <summary>What C99 says of raw columns.</summary>
internal sealed partial class CFile
{
    private void Inputs()
    {
        Line("");
        Line("""
            static int Scaled(double value, double median, double center, double scale, float *y)
            {
                *y = (float)(((value != value ? median : value) - center) * scale);
                return isfinite(*y);
            }
            """);
        if (Model.Preprocessor.Features.Any(f => f is CategoryFeature { FromNumbers: false }))
        {
            Line("");
            Line("""
                static int PlaceOfText(const char *value, const char *const *categories, int count, int missing, int unknown)
                {
                    if (!value) { return missing; }
                    for (int i = 0; i < count; i++)
                    {
                        if (strcmp(value, categories[i]) == 0) { return i; }
                    }

                    return unknown;
                }
                """);
        }

        if (Model.Preprocessor.Features.Any(f => f is CategoryFeature { IsTruth: true }))
        {
            Line("");
            Line("""
                static const char *Truth(const char *value)
                {
                    if (value && (strcmp(value, "True") == 0 || strcmp(value, "TRUE") == 0)) { return "true"; }
                    if (value && (strcmp(value, "False") == 0 || strcmp(value, "FALSE") == 0)) { return "false"; }
                    return value;
                }
                """);
        }

        if (Model.Preprocessor.Features.Any(f => f is CategoryFeature { FromNumbers: true }))
        {
            Line("");
            Line("""
                static int PlaceOfNumber(double value, const double *categories, int count, int missing, int unknown)
                {
                    for (int i = 0; i < count; i++)
                    {
                        if (value == categories[i]) { return i; }
                    }

                    return value != value ? missing : unknown;
                }
                """);
        }

        Line("");
        Line($"static int Inputs(const {Name}_row *row, float *x)");
        Line("{");
        Line($"    for (int i = 0; i < {Text(Model.Preprocessor.Width)}; i++) {{ x[i] = 0.0f; }}");
        int at = 0;
        for (int i = 0; i < Fields.Length; i++)
        {
            string field = "row->" + Fields[i];
            switch (Model.Preprocessor.Features[i])
            {
                case NumberFeature number:
                    Line($"    if (!Scaled({field}, {Language.Number(number.Median)}, {Language.Number(number.Center)}, {Language.Number(number.Scale)}, &x[{Text(at)}])) {{ return {Text(i + 1)}; }}");
                    if (number.HasIndicator)
                    {
                        Line($"    x[{Text(at + 1)}] = {field} != {field} ? 1.0f : 0.0f;");
                    }

                    break;
                case CategoryFeature category:
                    string missing = Text(category.HasMissing ? category.Categories.Count : category.Levels - 1);
                    string kind = category.FromNumbers ? "PlaceOfNumber" : "PlaceOfText";
                    string place = $"{kind}({(category.IsTruth ? $"Truth({field})" : field)}, Categories{Text(i + 1)}, {Text(category.Categories.Count)}, {missing}, {Text(category.Levels - 1)})";
                    Line(category.Embedding > 0 ? $"    x[{Text(at)}] = (float){place};" : $"    x[{Text(at)} + {place}] = 1.0f;");
                    break;
                default:
                    throw new GliaException($"Column '{Model.Preprocessor.Features[i].Name}' cannot be written as source: there is no code for its kind.");
            }

            at += Model.Preprocessor.Features[i].Width;
        }

        Line("    return 0;");
        Line("}");
    }

    private IEnumerable<string> Categories()
    {
        for (int i = 0; i < Fields.Length; i++)
        {
            if (Model.Preprocessor.Features[i] is CategoryFeature feature)
            {
                string table = "Categories" + Text(i + 1);
                yield return feature.FromNumbers
                    ? Language.Constants(table, NumbersOf(feature))
                    : $"static const char *const {table}[] = {{ {string.Join(", ", feature.Categories.Select(Quotes.C).DefaultIfEmpty("0"))} }};";
            }
        }
    }
}
