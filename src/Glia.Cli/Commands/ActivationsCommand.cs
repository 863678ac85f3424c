using System.CommandLine;
using System.Text.Json;
using Glia.Cli.Output;
using Glia.Kernels.Activations;

namespace Glia.Cli.Commands;

/// <summary>The catalogue of activation functions; one of them with its picture.</summary>
internal static class ActivationsCommand
{
    public static Command Build(Host host)
    {
        var name = new Argument<string?>("name") { Description = "One function, with parameters if wanted: \"name(parameter=0.1)\"", Arity = ArgumentArity.ZeroOrOne };
        var json = CommonOptions.Json();
        var png = new Option<string?>("--png") { Description = "Draw value and slope of the function into this PNG file", HelpName = "FILE" };
        var svg = new Option<string?>("--svg") { Description = "Draw value and slope of the function into this SVG file", HelpName = "FILE" };
        var command = new Command("activations", "Lists the activation functions, or shows one with its picture") { name, json, png, svg };
        command.SetAction(parsed =>
        {
            string? text = parsed.GetValue(name);
            bool asJson = parsed.GetValue(json);
            string? picture = PictureFile.Picture(parsed.GetValue(png), parsed.GetValue(svg));
            if (picture is not null)
            {
                Draw(host, text ?? throw new UsageException("Say which function to draw: glia activations NAME --png FILE."), picture);
                text = asJson ? text : null;
            }

            host.Out.Write((text, asJson) switch
            {
                (null, true) => JsonText.Build(WriteAll),
                (null, false) => picture is null ? ActivationList.Write(host.OutScreen) : "",
                ({ }, true) => JsonText.Build(writer => ActivationJson.Write(writer, Parse(text))),
                _ => ActivationCard.Write(Parse(text), host.OutScreen),
            });
            return ExitCode.Done;
        });
        return command;
    }

    private static Activation Parse(string text) =>
        ActivationCatalog.TryParse(text, out Activation? activation, out string? error) ? activation : throw new UsageException(error);

    private static void Draw(Host host, string text, string path)
    {
        Activation activation = Parse(text);
        ActivationDrawing.Write(activation, path);
        PictureFile.Announce(host, path, $"value and slope of {activation.Text}");
    }

    private static void WriteAll(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.Array("activations", ActivationCatalog.All, info => ActivationJson.WriteInfo(json, info));
        json.WriteEndObject();
    }
}
