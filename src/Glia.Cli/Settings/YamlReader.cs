using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Glia.Cli.Settings;

/// <summary>Reads a configuration: one mapping of settings, each a value, a list or a mapping of values. Every complaint has line and column.</summary>
internal static class YamlReader
{
    /// <summary>A configuration is a page of text; whatever is larger is another file given by mistake.</summary>
    private const long MostBytes = 1 << 20;

    /// <summary>The settings in a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="known">All names it may hold.</param>
    /// <param name="except">Those among them that somebody else reads.</param>
    public static IReadOnlyDictionary<string, SettingInput> Read(string path, IReadOnlyCollection<string> known, params IReadOnlyCollection<string> except)
    {
        YamlMappingNode root = Root(path);
        var settings = new Dictionary<string, SettingInput>(StringComparer.Ordinal);
        foreach ((YamlNode key, YamlNode value) in root.Children)
        {
            string name = key is YamlScalarNode { Value: { } text } ? text : throw Wrong(path, key, "a setting's name is wanted");
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                throw Wrong(path, key, $"there is no setting '{name}'.{NearNames.Question(name, known)}");
            }

            if (except.Contains(name, StringComparer.Ordinal))
            {
                continue;
            }

            if (value is not YamlScalarNode { Value: null or "" or "null" or "~", Style: ScalarStyle.Plain })
            {
                settings.Add(name, new SettingInput($"{Place(path, value)}: {name}", Texts(path, value)));
            }
        }

        return settings;
    }

    /// <summary>The mapping that a file holds.</summary>
    public static YamlMappingNode Root(string path)
    {
        string text = ReadText(path);
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count switch
            {
                1 when stream.Documents[0].RootNode is YamlMappingNode mapping => mapping,
                0 => throw new UsageException($"{path}: the configuration is empty; 'glia train --print-config' writes one."),
                1 => throw new UsageException($"{path}:1:1: settings are wanted, a line each: 'name: value'."),
                _ => throw new UsageException($"{path}: one document is wanted, {stream.Documents.Count} are there."),
            };
        }
        catch (YamlException wrong)
        {
            string reason = wrong.InnerException is YamlException inner ? inner.Message : wrong.Message;
            throw new UsageException($"{Place(path, wrong.Start)}: {reason}", wrong);
        }
        catch (Exception wrong) when (wrong is ArgumentException or InvalidOperationException)
        {
            // What the parser of the library does not see coming, found by fuzzing: it knows no place then.
            throw new UsageException($"{path}: this is no YAML: {wrong.Message}", wrong);
        }
    }

    private static string ReadText(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MostBytes })
            {
                throw new UsageException($"{path}: larger than a megabyte; that is no configuration.");
            }

            return File.ReadAllText(path);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            string reason = wrong is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : wrong.Message;
            throw new UsageException($"{path}: the configuration cannot be read: {reason}.", wrong);
        }
    }

    /// <summary>A node as the texts of a setting.</summary>
    public static IReadOnlyList<string> Texts(string path, YamlNode value) => value switch
    {
        YamlScalarNode scalar => [scalar.Value ?? ""],
        YamlSequenceNode list => [.. list.Children.Select(entry => Scalar(path, entry))],
        YamlMappingNode map => [.. map.Children.Select(entry => $"{Scalar(path, entry.Key)}={Scalar(path, entry.Value)}")],
        _ => throw Wrong(path, value, "a value, a list or a mapping is wanted"),
    };

    private static string Scalar(string path, YamlNode node) => node is YamlScalarNode scalar ? scalar.Value ?? "" : throw Wrong(path, node, "a single value is wanted here");

    /// <summary>A complaint that begins with file, line and column.</summary>
    public static UsageException Wrong(string path, YamlNode node, string message) => new($"{Place(path, node)}: {message}");

    /// <summary>File, line and column.</summary>
    public static string Place(string path, YamlNode node) => Place(path, node.Start);

    private static string Place(string path, Mark mark) => string.Create(CultureInfo.InvariantCulture, $"{path}:{mark.Line}:{mark.Column}");
}
