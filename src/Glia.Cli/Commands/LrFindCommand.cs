using System.CommandLine;
using System.Text;
using Glia.Cli.Output;
using Glia.Cli.Ranging;
using Glia.Cli.Settings;
using Glia.Cli.Terminal;
using Glia.Networks;
using Glia.Tabular;

namespace Glia.Cli.Commands;

/// <summary>A learning rate for a table, by a range test of a second.</summary>
internal static class LrFindCommand
{
    private const string Rule = "a tenth of the rate with the lowest smoothed loss (range test of Smith, WACV 2017; rule of Gugger and fast.ai)";

    public static Command Build(Host host)
    {
        var defaults = new RangeTestOptions();
        Argument<string> data = CommonOptions.Data();
        var from = new Option<double>("--min-rate") { Description = "Smallest rate", HelpName = "RATE", DefaultValueFactory = _ => defaults.From };
        var to = new Option<double>("--max-rate") { Description = "Largest rate", HelpName = "RATE", DefaultValueFactory = _ => defaults.To };
        var steps = new Option<int>("--steps") { Description = "Rates to try, one a step", HelpName = "COUNT", DefaultValueFactory = _ => defaults.Steps };
        var repeats = new Option<int>("--repeats") { Description = "Tests to take the mean of, each with a start of its own", HelpName = "COUNT", DefaultValueFactory = _ => defaults.Repeats };
        var png = new Option<string?>("--png") { Description = "Draw the curve into this PNG file", HelpName = "FILE" };
        var svg = new Option<string?>("--svg") { Description = "Draw the curve into this SVG file", HelpName = "FILE" };
        var json = CommonOptions.Json();
        var command = new Command("lr-find", "Finds a learning rate: trains a few steps while the rate grows, and shows the loss") { data, from, to, steps, repeats, png, svg, json };
        var options = new SettingOptions(command, SettingTable.All.Where(setting => setting.Name is not ("data" or "from" or "out" or "memory" or "explain" or "heal" or "learning_rate" or "schedule" or "epochs" or "patience" or "minimum_improvement")));
        command.SetAction(parsed =>
        {
            RunPlan plan = SettingTable.Apply(new RunPlan { Data = parsed.GetRequiredValue(data) }, options.Read(parsed));
            IReadOnlyList<string> targets = plan.Targets.Count > 0 ? plan.Targets : throw new UsageException($"the column to learn is wanted: glia lr-find {plan.Data} --target COLUMN.");
            string? picture = PictureFile.Picture(parsed.GetValue(png), parsed.GetValue(svg));
            var range = new RangeTestOptions { From = parsed.GetValue(from), To = parsed.GetValue(to), Steps = parsed.GetValue(steps), Repeats = parsed.GetValue(repeats) };
            Check(plan, range);
            Table table = Table.Read(plan.Data!, plan.Fit.ReadOptions(plan.Table) with { Cancel = host.Cancel });
            RangeTest test = Learner.FindLearningRateForTargets(table, targets, plan.Fit, range, host.Cancel);
            if (picture is not null)
            {
                RangeDrawing.Write(test, picture);
                PictureFile.Announce(host, picture, "loss over learning rate");
            }

            host.Out.Write(parsed.GetValue(json) ? Json(test, plan) : Text(test, host.OutScreen));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Check(RunPlan plan, RangeTestOptions range)
    {
        try
        {
            plan.Fit.Validate();
            range.Check();
        }
        catch (GliaException wrong)
        {
            throw new UsageException(wrong.Message, wrong);
        }
    }

    private static string Text(RangeTest test, Screen screen)
    {
        var text = new StringBuilder(RangePicture.Draw(test, screen)).Append('\n');
        string say = test.Proposal is { } proposal
            ? $"Proposal: --learning-rate {RangePicture.Rate(proposal)}: {Rule}. The loss is lowest at {RangePicture.Rate(test.Lowest!.Value)} and falls fastest at {RangePicture.Rate(test.Steepest!.Value)}."
            : "No proposal: the loss did not fall at any rate. A wider range (--min-rate, --max-rate) or more --steps may show where it does.";
        Words.Wrap(text, "", say, 0, screen.Width);
        return screen.HasUnicode ? text.ToString() : AsciiText.Of(text.ToString());
    }

    private static string Json(RangeTest test, RunPlan plan) => JsonText.Build(json =>
    {
        json.WriteStartObject();
        json.WriteString("target", plan.Target);
        json.Number("proposal", test.Proposal is { } proposal ? double.Parse(RangePicture.Rate(proposal), System.Globalization.CultureInfo.InvariantCulture) : null);
        json.WriteString("rule", Rule);
        json.Number("lowest", test.Lowest);
        json.Number("steepest", test.Steepest);
        json.Objects("points", test.Points, point =>
        {
            json.Number("learning_rate", point.LearningRate);
            json.Number("loss", point.Loss);
            json.Number("smoothed", point.Smoothed);
        });
        json.WriteEndObject();
    });
}
