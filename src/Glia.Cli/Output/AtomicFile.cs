using System.Text;

namespace Glia.Cli.Output;

/// <summary>A file is there whole or not at all: written beside its place, then moved into it.</summary>
internal static class AtomicFile
{
    public static void Write(string path, string text) => Write(path, temporary => File.WriteAllText(temporary, text, new UTF8Encoding(false)));

    public static void Write(string path, Action<string> write)
    {
        string temporary = path + ".partial";
        try
        {
            write(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception wrong)
        {
            File.Delete(temporary);
            if (wrong is IOException or UnauthorizedAccessException)
            {
                throw new GliaException($"{path} cannot be written: {wrong.Message}", wrong);
            }

            throw;
        }
    }
}
