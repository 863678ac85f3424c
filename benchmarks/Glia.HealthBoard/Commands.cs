using System.Globalization;
using Glia.HealthBoard.Catalog;
using Glia.HealthBoard.Data;
using Glia.HealthBoard.Explained;
using Glia.HealthBoard.Repairs;
using Glia.HealthBoard.Results;
using Glia.HealthBoard.Runs;
using Glia.HealthBoard.Studies;

namespace Glia.HealthBoard;

/// <summary>The command line.</summary>
internal static class Commands
{
    private const string Usage =
        """
        usage: dotnet run -c Release --project benchmarks/Glia.HealthBoard -- COMMAND [OPTIONS]
          run      every case that is not in the results yet, saved after each
            --only NAME     a family, or the start of a case's name
            --seeds N       runs a case (30)
            --again         also cases that are there already
          causes   the failing runs of faulty cases explained by experiment: the earliest cause beside the accepted ones; after run
            --only NAME, --seeds N (5), --first N the first seed (1), --again
          repair   the failing runs of faulty cases, healed, trained on, started anew, and by random search; after run
            --only NAME, --seeds N (10), --first N the first seed (1), --again
          depth    swish beside ReLU over 10 to 50 layers, with its picture (needs --fashion)
            --seeds N (10), --epochs N (1)
          tasks    one network, many tasks: dormant units and accuracy, with pictures
            --seeds N (10), --count N tasks (40), --only TEXT in the name of a series
          certify  how many silent units of 4 x 64 ReLU over 16 inputs are certified dead, in 60 seconds
            --seeds N (10), --only TEXT in the name of a series
          why      the runs and pictures of docs/why-networks-stop-learning.md
            --seeds N (10)
          list     the cases
        options of all commands
            --fashion PATH  Fashion-MNIST as CSV (.gz): 784 pixels, label last; without it what needs it is left out, with a word
            --parallel N    runs at the same time (one a processor)
            --save PATH     where results go (benchmarks/results)
            --images PATH   where pictures go (docs/images)
        """;

    public static int Run(string[] args)
    {
        string root = Root();
        string results = Option(args, "--save") ?? Path.Combine(root, "benchmarks", "results");
        string? fashion = Option(args, "--fashion");
        if (fashion is not null && !File.Exists(fashion))
        {
            throw new GliaException($"There is no file {fashion}; --fashion takes the path of Fashion-MNIST as CSV.");
        }

        Tasks tasks = new(Path.Combine(root, "samples"), fashion);
        int parallel = Number(args, "--parallel", Environment.ProcessorCount);
        IReadOnlyList<CaseFamily> families = Files.Load(Path.Combine(AppContext.BaseDirectory, "Cases"));
        string studies = Path.Combine(results, "health-studies.json"), images = Option(args, "--images") ?? Path.Combine(root, "docs", "images");
        StudyFile file = File.Exists(studies) ? BoardFile.Read<StudyFile>(studies) : new StudyFile();
        int seeds = Number(args, "--seeds", 10);
        void Save() => BoardFile.Write(studies, file);
        string commit = SourceCommit.Of(root);
        BoardFile Judged() => BoardFile.Load(Path.Combine(results, "health.json"));
        switch (args.FirstOrDefault())
        {
            case "run":
                new Board(tasks, Path.Combine(results, "health.json"), commit, parallel).Run(families, Option(args, "--only"), Number(args, "--seeds", 30), args.Contains("--again"));
                return 0;
            case "causes":
                new CauseStudy(tasks, Path.Combine(results, "health-causes.json"), commit, parallel)
                    .Run(families, Judged(), Option(args, "--only"), Number(args, "--first", 1), Number(args, "--seeds", 5), args.Contains("--again"));
                return 0;
            case "repair":
                new RepairStudy(tasks, Path.Combine(results, "health-repair.json"), commit, parallel).Run(families, Judged(), Option(args, "--only"), Number(args, "--first", 1), seeds, args.Contains("--again"));
                return 0;
            case "depth":
                if (tasks.Missing("fashion") is { } missing)
                {
                    throw new GliaException($"The study {missing}.");
                }

                DepthStudy.Run(tasks.Get("fashion"), file, images, seeds, Number(args, "--epochs", 1), parallel, Save);
                Save();
                return 0;
            case "tasks":
                TaskStudy.Run(tasks.Get("digits"), file, images, Option(args, "--only"), seeds, Number(args, "--count", 40), parallel);
                Save();
                return 0;
            case "certify":
                CertifyStudy.Run(tasks.Get("quadrants"), file, Option(args, "--only"), seeds, parallel, Save);
                return 0;
            case "why":
                WhyStudy.Run(tasks, file, images, seeds, parallel);
                Save();
                return 0;
            case "list":
                foreach (CaseFamily family in families)
                {
                    Console.WriteLine($"{family.Family}: {family.Title}\n  {string.Join("\n  ", family.Cases.Select(entry => $"{entry.Id}: {entry.What}"))}");
                }

                return 0;
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    private static int Number(string[] args, string name, int otherwise) =>
        Option(args, name) is not { } text ? otherwise
        : int.TryParse(text, CultureInfo.InvariantCulture, out int number) && number > 0 ? number
        : throw new GliaException($"{name} is '{text}'; it takes a whole number from 1.");

    private static string Root()
    {
        for (DirectoryInfo? folder = new(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Glia.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new GliaException($"No Glia.slnx in {Environment.CurrentDirectory} or above it; run this inside the repository.");
    }
}
