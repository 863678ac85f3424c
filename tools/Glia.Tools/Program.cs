using Glia.Tools;
using Glia.Tools.Documents;

// docs --update writes every generated document; docs --check fails when one is not what would be written.
if (args is not ["docs", "--update" or "--check"])
{
    await Console.Error.WriteLineAsync("usage: dotnet run --project tools/Glia.Tools -- docs --update|--check");
    return 2;
}

var root = Repository.Root();
var update = args[1] == "--update";
var stale = 0;
foreach (var document in (IEnumerable<Document>)[.. ActivationsDocument.Make(root), .. ReadmeDocument.Make(root), .. PerformanceDocument.Make(root)])
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
        stale++;
        await Console.Error.WriteLineAsync($"not current: {document.Path}; run: dotnet run --project tools/Glia.Tools -- docs --update");
    }
}

return stale == 0 ? 0 : 1;
