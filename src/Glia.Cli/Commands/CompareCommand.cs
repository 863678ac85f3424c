using System.CommandLine;
using Glia.Cli.Comparing;
using Glia.Cli.Report;
using Glia.Cli.Settings;

namespace Glia.Cli.Commands;

/// <summary>Which of several settings serves a table best, on the same splits and seeds.</summary>
internal static class CompareCommand
{
    public static Command Build(Host host)
    {
        Argument<string> data = CommonOptions.Data();
        var activations = new Option<string?>("--activations") { Description = "Activations to compare, with commas between: relu,elu,swish", HelpName = "NAMES" };
        var vary = new Option<string[]>("--vary") { Description = "Values of any setting to compare: learning_rate=0.001,0.01; semicolons between values with commas: \"hidden=64,32;100\". Several: every combination", HelpName = "SETTING=VALUES" };
        var seeds = new Option<int>("--seeds") { Description = "How many seeds; each splits the rows and starts the weights anew, alike for all candidates", HelpName = "COUNT", DefaultValueFactory = _ => 5 };
        var jobs = CommonOptions.Jobs();
        var metric = new Option<string?>("--metric") { Description = "What counts: accuracy, balanced_accuracy, macro_f1, roc_auc, log_loss; r2, rmse, mae; of several labels exact_match, hamming_loss, micro_f1 [accuracy, r2, or exact_match]", HelpName = "NAME" };
        var csv = new Option<bool>("--csv") { Description = "Print a table with a row a training on standard output" };
        var json = CommonOptions.Json();
        var command = new Command(
            "compare",
            "Compares settings on the same splits and seeds: leaderboard with intervals and a paired test. Example: glia compare iris.csv --target target --activations relu,tanh,swish")
        {
            data, activations, vary, seeds, jobs, metric, csv, json,
        };
        var options = new SettingOptions(command, SettingTable.All.Where(setting => setting.Name is not ("data" or "from" or "out" or "memory" or "threads" or "explain" or "heal")));
        command.SetAction(parsed =>
        {
            RunPlan plan = SettingTable.Apply(new RunPlan { Data = parsed.GetRequiredValue(data) }, options.Read(parsed));
            List<Variation> variations = [.. (parsed.GetValue(vary) ?? []).Select(Variation.Parse)];
            if (parsed.GetValue(activations) is { } names)
            {
                variations.Insert(0, Variation.Of("activation", names));
            }

            if (parsed.GetValue(csv) && parsed.GetValue(json))
            {
                throw new UsageException("Give --csv or --json, not both.");
            }

            int cores = CommonOptions.Cores(parsed.GetValue(jobs));
            Comparison comparison = Check(plan, variations, parsed.GetValue(seeds), cores, parsed.GetValue(metric));
            return Run(host, comparison, plan, parsed.GetValue(json), parsed.GetValue(csv));
        });
        return command;
    }

    private static Comparison Check(RunPlan plan, List<Variation> variations, int seeds, int jobs, string? metric)
    {
        if (plan.Target is null)
        {
            throw new UsageException($"the column to learn is wanted: glia compare {plan.Data} --target COLUMN --activations relu,swish.");
        }

        if (variations.Count == 0)
        {
            throw new UsageException("Say what to compare: --activations relu,elu,swish or --vary SETTING=VALUE,VALUE.");
        }

        if (variations.GroupBy(each => each.Setting.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new UsageException($"'{twice.Key}' is varied twice; give all its values at once.");
        }

        if (seeds is < 1 or > 1000)
        {
            throw new UsageException($"--seeds takes a count from 1 to 1000, not {seeds}.");
        }

        if (plan.Fit.Test <= 0)
        {
            throw new UsageException("Candidates are compared on test rows: --test has to be above 0.");
        }

        IReadOnlyList<Candidate> candidates = Variation.Candidates(plan, variations);
        foreach (Candidate candidate in candidates)
        {
            try
            {
                candidate.Plan.Fit.Validate();
            }
            catch (GliaException wrong)
            {
                throw new UsageException($"{candidate.Name}: {wrong.Message}", wrong);
            }
        }

        return new Comparison(candidates, plan, seeds, jobs, metric);
    }

    private static int Run(Host host, Comparison comparison, RunPlan plan, bool asJson, bool asCsv)
    {
        int all = comparison.Candidates.Count * comparison.Seeds;
        host.Say($"{plan.Data} → {plan.Target}: {Say.Count(comparison.Candidates.Count, "candidate")}, {Say.Count(comparison.Seeds, "seed")}, {Say.Count(all, "training")}, {comparison.Jobs} at once (Ctrl+C shows what is done) …");
        var turn = new Lock();
        Leaderboard board = comparison.Run(
            done =>
            {
                lock (turn)
                {
                    if (host.ErrorScreen.IsInteractive)
                    {
                        host.Error.Write($"\r{done} of {all}{(done == all ? "\n" : "")}");
                    }
                }
            },
            host.Cancel);
        if (asCsv)
        {
            LeaderboardFiles.Csv(host.Out, board);
        }
        else if (asJson)
        {
            host.Out.Write(LeaderboardFiles.Json(board, comparison, plan.Target!));
        }
        else if (board.Standings.Count > 0)
        {
            host.Out.Write(LeaderboardText.Write(board, host.OutScreen));
        }

        if (!host.Cancel.IsCancellationRequested)
        {
            return ExitCode.Done;
        }

        int done = board.Standings.Sum(each => each.Scores.Fits.Count);
        host.Say($"Stopped: {Say.Count(done)} of {Say.Count(all, "training")} done.{(board.Missing.Count > 0 ? $" Not one whole training: {string.Join(", ", board.Missing.Select(each => each.Name))}." : "")}");
        return ExitCode.Cancelled;
    }
}
