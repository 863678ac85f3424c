namespace Glia.Fuzz;

/// <summary>A copy of this program whose reading assemblies count their branches (SharpFuzz's instrumentation).</summary>
internal sealed class Instrumented : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-fuzz-").FullName;

    public Instrumented(Reader reader)
    {
        foreach (string file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            string to = Path.Combine(_folder, Path.GetRelativePath(AppContext.BaseDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        foreach (string assembly in reader.Assemblies)
        {
            string path = File.Exists(Path.Combine(_folder, assembly + ".dll")) ? Path.Combine(_folder, assembly + ".dll") : Path.Combine(_folder, assembly.ToLowerInvariant() + ".dll");
            _ = SharpFuzz.Fuzzer.Instrument(File.Exists(path) ? path : Path.Combine(_folder, "glia.dll"), static _ => true, SharpFuzz.Options.Value).Count();
        }
    }

    public string Program => Path.Combine(_folder, "Glia.Fuzz.dll");

    /// <summary>The file that an input lies in while it is read.</summary>
    public string Input(Reader reader) => Path.Combine(_folder, "input" + reader.Extension);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
