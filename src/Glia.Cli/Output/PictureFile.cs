using System.Text;
using Glia.Networks;
using ScottPlot;
using SkiaSharp;

namespace Glia.Cli.Output;

/// <summary>What pictures in files have in common: size, colours, letters, names of files.</summary>
internal static class PictureFile
{
    private const int Width = 900;

    private const int Height = 600;

    /// <summary>Blue and vermilion of Okabe and Ito (Color Universal Design, 2008): told apart with every kind of colour vision.</summary>
    public static readonly Color Blue = Color.FromHex("#0072B2");

    public static readonly Color Vermilion = Color.FromHex("#D55E00");

    /// <summary>Faces without serifs that one system or another has: without a choice, some systems give letters with serifs.</summary>
    private static readonly string[] Typefaces = ["Segoe UI", "Helvetica Neue", "DejaVu Sans", "Liberation Sans", "Arial"];

    /// <summary>Gets a value indicating whether pictures can have words: small containers often have no font at all.</summary>
    public static bool HasFonts => SKTypeface.Default.ContainsGlyph('x');

    /// <summary>The file to draw into, its name checked; null if none is wanted.</summary>
    /// <exception cref="UsageException">Both are given, or one has another extension or is a folder.</exception>
    public static string? Picture(string? png, string? svg)
    {
        if (png is not null && svg is not null)
        {
            throw new UsageException("Give --png or --svg, not both: one call draws one picture.");
        }

        (string option, string? path) = png is null ? ("--svg", svg) : ("--png", png);
        if (path is not null)
        {
            Check(option, path);
        }

        return path;
    }

    /// <summary>Draws into a file; an existing one is replaced.</summary>
    /// <param name="plot">What.</param>
    /// <param name="path">A name that ends in .png or .svg.</param>
    public static void Save(Plot plot, string path)
    {
        Legend legend = plot.ShowLegend(Edge.Bottom).Legend;
        legend.Orientation = Orientation.Horizontal;
        legend.SymbolWidth = 40;
        plot.Font.Set(Typefaces.FirstOrDefault(name => SKFontManager.Default.FontFamilies.Contains(name, StringComparer.OrdinalIgnoreCase)) ?? Fonts.Default);
        byte[] content = Path.GetExtension(path).Equals(".svg", StringComparison.OrdinalIgnoreCase)
            ? Encoding.UTF8.GetBytes(plot.GetSvgXml(Width, Height))
            : plot.GetImageBytes(Width, Height, ImageFormat.Png);
        AtomicFile.Write(path, stream => stream.Write(content));
    }

    /// <summary>Says where the picture is, and why it has no words.</summary>
    public static void Announce(Host host, string path, string what)
    {
        host.Say($"{path}: {what}");
        if (!HasFonts)
        {
            host.Say("glia: this machine has no fonts, so the picture has no words. Install some, for example the package fonts-dejavu-core.");
        }
    }

    private static void Check(string option, string path)
    {
        string extension = "." + option.TrimStart('-');
        if (path.Length == 0 || Directory.Exists(path))
        {
            throw new UsageException($"{option} needs the name of a file, but '{path}' is {(path.Length == 0 ? "empty" : "a folder")}. Write for example {option} picture{extension}.");
        }

        if (!string.Equals(Path.GetExtension(path), extension, StringComparison.OrdinalIgnoreCase))
        {
            string other = Path.GetExtension(path).ToUpperInvariant() switch
            {
                ".PNG" => " Use --png for it.",
                ".SVG" => " Use --svg for it.",
                _ => $" Name it {Path.ChangeExtension(Path.GetFileName(path), extension)}.",
            };
            throw new UsageException($"{option} writes a file that ends in {extension}, but '{path}' does not.{other}");
        }
    }
}
