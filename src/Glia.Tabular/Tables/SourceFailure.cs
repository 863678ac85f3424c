namespace Glia.Tabular;

/// <summary>
/// Readers of other makers meet a damaged file with exceptions of every kind. Here they all become one sentence that names the file; none of them is
/// a fault of the caller.
/// </summary>
internal static class SourceFailure
{
    public static T Guard<T>(string path, string format, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new GliaException($"{path}: there is no such file.", e);
        }
        catch (OutOfMemoryException e)
        {
            throw new GliaException($"{path}: reading it as {format} takes more memory than there is; the file is damaged, or its pieces (row groups) are too large: write it with smaller ones.", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException)
        {
            throw new GliaException($"{path} cannot be read: {e.Message}", e);
        }
#pragma warning disable CA1031 // Whatever a damaged file leads to is told as one.
        catch (Exception e) when (e is not (GliaException or OperationCanceledException))
#pragma warning restore CA1031
        {
            string why = (e is AggregateException { InnerException: { } inner } ? inner : e).Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
            throw new GliaException($"{path} cannot be read as {format}: the file is damaged, cut off, or uses a part of the format that is not known here ({Cut(why)}). Write it anew.", e);
        }
    }

    private static string Cut(string why) => why.Length <= 200 ? why : why[..200] + "…";
}
