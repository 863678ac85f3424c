using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Glia.Tools.Book;

/// <summary><c>docs --run [PAGE]…</c>: runs the snippets of pages and writes what they print where a page shows something else.</summary>
internal static class BookCommand
{
    public static int Run(string root, IReadOnlyList<string> pages)
    {
        int wrong = 0;
        Parallel.ForEach(pages.Count > 0 ? pages : Page.All(root), page =>
        {
            long start = Stopwatch.GetTimestamp();
            (IReadOnlyList<Fault> faults, string text) = PageRun.Run(root, Page.Load(root, page));
            string path = Path.Combine([root, .. page.Split('/')]);
            if (!string.Equals(File.ReadAllText(path), text, StringComparison.Ordinal))
            {
                File.WriteAllText(path, text);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{page}: {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s"));
            foreach (Fault fault in faults)
            {
                Interlocked.Increment(ref wrong);
                Console.WriteLine(fault);
            }
        });
        return wrong == 0 ? 0 : 1;
    }

    /// <summary><c>program FILE</c>: runs a compiled snippet with all that this tool stands on.</summary>
    public static void Program(string path)
    {
        MethodInfo main = Assembly.LoadFrom(path).EntryPoint!;
        object?[] arguments = main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()];
        object? result = main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        (result as Task)?.GetAwaiter().GetResult();
    }
}
