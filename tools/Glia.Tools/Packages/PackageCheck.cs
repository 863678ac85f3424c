using System.Globalization;
using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Glia.Tools.Packages;

/// <summary>Opens the packages of a folder and says what is wrong with them: what each has to carry, how large the light ones may be, and that nothing in those is native.</summary>
internal static class PackageCheck
{
    /// <summary>Packages that bring no native code, below <see cref="LightBytes"/>.</summary>
    private static readonly string[] Light =
        ["Glia", "Glia.Kernels", "Glia.Networks", "Glia.Health", "Glia.Tabular", "Glia.Onnx", "Glia.SourceCode", "Glia.Verification", "Glia.MLNet"];

    private const int LightBytes = 1_000_000;
    private const string Tool = "Glia.Cli";

    public static int Run(string folder)
    {
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.nupkg") : [];
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        int wrong = 0;
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            using ZipArchive package = ZipFile.OpenRead(file);
            XElement about = About(package);
            string id = Value(about, "id");
            seen.Add(id);
            string[] faults = [.. Faults(package, about, id, new FileInfo(file).Length)];
            wrong += faults.Length;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{id} {Value(about, "version")}: {new FileInfo(file).Length / 1000} kB{(faults.Length == 0 ? "" : "; " + string.Join("; ", faults))}"));
        }

        foreach (string missing in Light.Append(Tool).Where(id => !seen.Contains(id)))
        {
            wrong++;
            Console.Error.WriteLine($"{folder} has no package {missing}: dotnet pack -c Release -o {folder}");
        }

        return wrong == 0 ? 0 : 1;
    }

    private static IEnumerable<string> Faults(ZipArchive package, XElement about, string id, long bytes)
    {
        foreach (string wanted in (string[])["description", "tags", "license", "authors", "readme", "icon"])
        {
            if (Value(about, wanted).Length == 0)
            {
                yield return "no " + wanted;
            }
        }

        foreach (string part in (string[])["readme", "icon"])
        {
            if (package.GetEntry(Value(about, part)) is not { Length: > 0 })
            {
                yield return $"the {part} is not in it";
            }
        }

        if (id == Tool && !package.Entries.Any(e => e.Name == "DotnetToolSettings.xml"))
        {
            yield return "not a tool";
        }

        if (Light.Contains(id, StringComparer.Ordinal))
        {
            if (bytes >= LightBytes)
            {
                yield return $"not below {LightBytes} bytes";
            }

            foreach (ZipArchiveEntry entry in package.Entries.Where(IsNative))
            {
                yield return $"native: {entry.FullName}";
            }
        }

        foreach (ZipArchiveEntry entry in package.Entries.Where(e => e.Name.StartsWith("Glia", StringComparison.OrdinalIgnoreCase) && e.Name.EndsWith(".dll", StringComparison.Ordinal)))
        {
            using PEReader image = Image(entry);
            if (!image.ReadDebugDirectory().Any(d => d.Type == DebugDirectoryEntryType.EmbeddedPortablePdb))
            {
                yield return $"{entry.Name} has no symbols";
            }
        }
    }

    /// <summary>Code of a machine: anything that is no managed library, or one that is compiled for one platform.</summary>
    private static bool IsNative(ZipArchiveEntry entry)
    {
        if (entry.FullName.StartsWith("runtimes/", StringComparison.Ordinal) || Path.GetExtension(entry.Name) is ".so" or ".dylib" or ".a" or ".lib" or ".exe")
        {
            return true;
        }

        if (Path.GetExtension(entry.Name) != ".dll")
        {
            return false;
        }

        using PEReader image = Image(entry);
        return !image.HasMetadata || !image.PEHeaders.CorHeader!.Flags.HasFlag(CorFlags.ILOnly);
    }

    private static PEReader Image(ZipArchiveEntry entry)
    {
        var bytes = new MemoryStream();
        using (Stream content = entry.Open())
        {
            content.CopyTo(bytes);
        }

        bytes.Position = 0;
        return new PEReader(bytes);
    }

    private static XElement About(ZipArchive package)
    {
        ZipArchiveEntry entry = package.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal));
        using Stream content = entry.Open();
        return XDocument.Load(content).Root!.Elements().Single(e => e.Name.LocalName == "metadata");
    }

    private static string Value(XElement about, string name) => about.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value ?? "";
}
