using System.CommandLine;
using Glia.Cli.Report;
using Glia.Cli.Sweeping;

namespace Glia.Cli.Commands;

/// <summary>Searches a space of settings; shards of it can be worked on anywhere and are joined by <c>merge</c>.</summary>
internal static class SweepCommand
{
    public static Command Build(Host host)
    {
        var space = new Argument<string?>("space") { Description = "What to search: a YAML file with settings of glia train, 'space' and 'sweep' (docs/choosing-settings.md)", Arity = ArgumentArity.ZeroOrOne };
        var shard = new Option<string?>("--shard") { Description = "Only every COUNT-th trial from INDEX (from 0) on, into a result file of its own", HelpName = "INDEX/COUNT" };
        var jobs = CommonOptions.Jobs();
        var views = new Views();
        var command = new Command("sweep", "Searches settings by random search, successive halving or TPE; goes on where it was stopped") { space, shard, jobs, views.Out, views.Top, views.Csv, views.Json };
        command.Subcommands.Add(Merge(host));
        command.SetAction(parsed =>
        {
            SweepSpace read = SweepSpace.Read(parsed.GetValue(space) ?? throw new UsageException("what to search is wanted: glia sweep SPACE.yaml."));
            View view = views.Read(parsed);
            Shard part = parsed.GetValue(shard) is { } told ? Shard.Parse(told) : Shard.Whole;
            int cores = CommonOptions.Cores(parsed.GetValue(jobs));
            return Run(host, read, part, cores, view);
        });
        return command;
    }

    private static Command Merge(Host host)
    {
        var space = new Argument<string>("space") { Description = "The file that the shards were run with" };
        var views = new Views();
        var command = new Command("merge", "Joins the results of all shards in a folder") { space, views.Out, views.Top, views.Csv, views.Json };
        command.SetAction(parsed =>
        {
            SweepSpace read = SweepSpace.Read(parsed.GetRequiredValue(space));
            View view = views.Read(parsed);
            if (!Directory.Exists(view.Out))
            {
                throw new GliaException($"{view.Out}: there is no such folder; give the --out that the shards were run with.");
            }

            var folder = new SweepFolder(view.Out);
            string identity = read.Identity();
            IReadOnlyList<TrialFit> fits = folder.Shards(identity, read.Options.Trials);
            using var store = new SweepStore(folder.Database(Shard.Whole), identity);
            foreach (TrialFit fit in fits)
            {
                store.Add(fit, SweepRun.Metric(read, fit));
            }

            Show(host, read, folder, store, isWhole: true, view);
            return ExitCode.Done;
        });
        return command;
    }

    private static int Run(Host host, SweepSpace space, Shard shard, int jobs, View view)
    {
        var folder = new SweepFolder(view.Out);
        string identity = space.Identity();
        using var store = new SweepStore(folder.Database(shard), identity);
        int before = store.All().Count;
        string share = shard.Count == 1 ? "" : $", shard {shard.Index} of {shard.Count}";
        string known = before == 0 ? "" : $"; {Say.Count(before, "training")} done before";
        host.Say($"{space.Plan.Data} → {space.Plan.Target}: {Say.Count(shard.Trials(space.Options.Trials).Count, "trial")}{share}, {jobs} at once{known} (killed or stopped, the same command goes on) …");
        var turn = new Lock();
        new SweepRun(space, shard, store, jobs, done =>
        {
            lock (turn)
            {
                if (host.ErrorScreen.IsInteractive)
                {
                    host.Error.Write($"\r{done} trainings done");
                }
            }
        }, host.Cancel).Run();
        if (host.ErrorScreen.IsInteractive)
        {
            host.Error.Write("\n");
        }

        bool stopped = host.Cancel.IsCancellationRequested;
        if (shard.Count > 1 && !stopped)
        {
            ShardFile.Write(folder.Result(shard), identity, shard, space.Options.Trials, store.All());
            host.Say($"Wrote {folder.Result(shard)}. When all {shard.Count} are there: glia sweep merge SPACE.yaml --out {view.Out}");
        }

        Show(host, space, folder, store, shard.Count == 1, view);
        if (stopped)
        {
            host.Say($"Stopped: {Say.Count(store.All().Count, "training")} done; the same command goes on.");
        }

        return stopped ? ExitCode.Cancelled : ExitCode.Done;
    }

    private static void Show(Host host, SweepSpace space, SweepFolder folder, SweepStore store, bool isWhole, View view)
    {
        SweepBoard board = SweepBoard.Rank(space, store.All());
        if (board.Trials.Count == 0)
        {
            return;
        }

        string? best = isWhole ? folder.WriteBest(space, board) : null;
        if (view.IsJson)
        {
            host.Out.Write(board.Json(space, best));
        }
        else if (view.IsCsv)
        {
            board.Csv(host.Out);
        }
        else
        {
            host.Out.Write(board.Text(view.Top, host.OutScreen));
            if (best is not null)
            {
                host.Say($"The best as a configuration: glia train --config {best}");
            }
        }
    }

    private sealed record View(string Out, int Top, bool IsCsv, bool IsJson);

    /// <summary>Options of both commands.</summary>
    private sealed class Views
    {
        public Option<string> Out { get; } = new("--out") { Description = "The folder of the sweep: database, results of shards, best configuration", HelpName = "DIR", DefaultValueFactory = _ => "glia-sweep" };

        public Option<int> Top { get; } = new("--top") { Description = "Trials to show", HelpName = "COUNT", DefaultValueFactory = _ => 10 };

        public Option<bool> Csv { get; } = new("--csv") { Description = "Print a table with a row a training on standard output" };

        public Option<bool> Json { get; } = CommonOptions.Json();

        public View Read(ParseResult parsed)
        {
            var view = new View(parsed.GetRequiredValue(Out), parsed.GetValue(Top), parsed.GetValue(Csv), parsed.GetValue(Json));
            return view.IsCsv && view.IsJson ? throw new UsageException("Give --csv or --json, not both.")
                : view.Top < 1 ? throw new UsageException("--top takes a count from 1.")
                : view;
        }
    }
}
