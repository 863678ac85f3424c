using System.CommandLine;
using System.CommandLine.Parsing;

namespace Glia.Cli.Help;

/// <summary>What is wrong with a command line, in the words that the settings have, and not in those of .NET ("expected type 'System.Int32'").</summary>
internal static class WrongValues
{
    /// <summary>One sentence for each thing that is wrong.</summary>
    public static string Say(ParseResult parsed) => string.Join(' ', parsed.Errors.Select(Say).Distinct(StringComparer.Ordinal));

    /// <summary>How the command is called, subcommands with the commands above them: <c>sweep merge</c>.</summary>
    public static string Path(CommandResult wanted) =>
        wanted is { Command: RootCommand } or { Parent: null } ? "" : $"{(wanted.Parent is CommandResult above ? Path(above) : "")}{wanted.Command.Name} ";

    private static string Say(ParseError error) =>
        (error.SymbolResult is ArgumentResult { Parent: OptionResult } argument ? argument.Parent : error.SymbolResult) is OptionResult { Tokens: [.., { Value: var given }], Option: var option }
        && error.Message.Contains(option.ValueType.ToString(), StringComparison.Ordinal)
        && Kind(option.ValueType) is string kind
            ? $"{option.Name}: {kind} is wanted, '{given}' was given."
            : error.Message;

    private static string? Kind(Type type) =>
        type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type).Select(name => name.ToLowerInvariant()))}"
        : type == typeof(int) || type == typeof(long) || type == typeof(ulong) ? "a whole number"
        : type == typeof(double) ? "a number"
        : null;
}
