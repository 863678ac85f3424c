using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Glia.Cli.Output;
using Glia.Cli.Terminal;
using Glia.Kernels.Activations;

namespace Glia.Cli.Commands;

/// <summary>The catalogue of activation functions; one of them with its picture.</summary>
internal static class ActivationsCommand
{
    public static Command Build(Host host)
    {
        var name = new Argument<string?>("name") { Description = "One function, with parameters if wanted: \"name(parameter=0.1)\"", Arity = ArgumentArity.ZeroOrOne };
        var json = CommonOptions.Json();
        var command = new Command("activations", "Lists the activation functions, or shows one with its picture") { name, json };
        command.SetAction(parsed =>
        {
            string? text = parsed.GetValue(name);
            bool asJson = parsed.GetValue(json);
            host.Out.Write((text, asJson) switch
            {
                (null, true) => JsonText.Build(WriteAll),
                (null, false) => Table(host.OutScreen),
                ({ }, true) => JsonText.Build(writer => ActivationJson.Write(writer, Parse(text))),
                _ => ActivationCard.Write(Parse(text), host.OutScreen.Width),
            });
            return ExitCode.Done;
        });
        return command;
    }

    private static Activation Parse(string text) =>
        ActivationCatalog.TryParse(text, out Activation? activation, out string? error) ? activation : throw new UsageException(error);

    private static void WriteAll(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("activations");
        foreach (ActivationInfo info in ActivationCatalog.All)
        {
            ActivationJson.WriteInfo(json, info);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Table(Screen screen)
    {
        var table = new TextTable("name", "where", "range", "slope", "start", "formula");
        foreach (ActivationInfo info in ActivationCatalog.All)
        {
            table.Add(
                info.Aliases.Count == 0 ? info.Name : $"{info.Name} ({string.Join(", ", info.Aliases)})",
                string.Join(" ", ActivationWords.Roles(info)),
                info.Range.ToString(),
                info.SlopeRange.ToString(),
                info.Initialization,
                info.Formula);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{table.Write(screen.Width)}\n'glia activations NAME' shows one with its picture.\n");
    }
}
