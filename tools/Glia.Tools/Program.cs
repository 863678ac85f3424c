using Glia;
using Glia.Tools;
using Glia.Tools.Accuracy;
using Glia.Tools.Book;
using Glia.Tools.Documents;
using Glia.Tools.Packages;

// docs --update writes every generated document; docs --check fails when one is not what would be written.
// docs --run runs the snippets of pages and writes what they print; program runs one that was compiled.
// packages opens what dotnet pack made and says what is wrong with it.
// accuracy verifies functions and records what was found.
try
{
    switch (args)
    {
        case ["docs", "--update" or "--check"]:
            return Docs(Repository.Root(), update: args[1] == "--update");
        case ["docs", "--run", .. var pages]:
            return BookCommand.Run(Repository.Root(), pages);
        case ["program", var path]:
            BookCommand.Program(path);
            return 0;
        case ["packages", var folder]:
            return PackageCheck.Run(folder);
        case ["accuracy", .. var arguments]:
            return AccuracyCommand.Run(Repository.Root(), arguments);
        default:
            await Console.Error.WriteLineAsync("usage: dotnet run --project tools/Glia.Tools -- docs --update|--check\n       dotnet run --project tools/Glia.Tools -- docs --run [PAGE]...\n       dotnet run --project tools/Glia.Tools -- packages FOLDER\n       " + AccuracyCommand.Line + " [NAME]... [--sample N] [--missing]");
            return 2;
    }
}
catch (GliaException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}

static int Docs(string root, bool update)
{
    int wrong = 0;
    Document[] made =
        [.. CommandsDocument.Make(root), .. LibraryDocument.Make(root), .. ActivationsDocument.Make(root), .. ReadmeDocument.Make(root), .. PerformanceDocument.Make(root), .. TrainingDocument.Make(root), .. EngineDocument.Make(root), .. AccuracyDocument.Make(root), .. HealthDocument.Make(root), .. WhyDocument.Make(root), .. ComparisonDocument.Make(root)];
    foreach (Document document in BookDocument.Bind(root, made))
    {
        if (document.IsCurrent)
        {
            continue;
        }

        if (update)
        {
            document.Write();
            Console.WriteLine($"written: {document.Path}");
        }
        else
        {
            wrong++;
            Console.Error.WriteLine($"not current: {document.Path}; run: dotnet run --project tools/Glia.Tools -- docs --update");
        }
    }

    // Records are made by minutes of verification: an update only says which are not current.
    foreach (string stale in AccuracyResults.Load(root).Stale())
    {
        wrong++;
        Console.Error.WriteLine($"accuracy: {stale}");
    }

    return update || wrong == 0 ? 0 : 1;
}
