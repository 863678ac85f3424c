using System.Text;
using Glia.Networks;
using Glia.SourceCode.Languages;
using Glia.SourceCode.Models;
using Glia.Tabular;

namespace Glia.SourceCode;

/// <summary>Writes a model as one source file that needs nothing else: preprocessing, network and labels, with the bits that Glia gives.</summary>
/// <remarks>
/// Nothing is written by hand twice: the formula of every activation function, also of one's own, is run over a lane that writes down each operation
/// (the one that Glia itself computes with, correct rounding included), and comes out as straight-line code.
/// </remarks>
public static class SourceExport
{
    /// <summary>Writes C# for .NET 8 and later; the class has the name of the file. The file is whole or, on failure, as it was before.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">A path; .cs is usual.</param>
    /// <exception cref="GliaException">The model has something that cannot be written, which the message names; or the file cannot be written.</exception>
    public static void SaveCSharp(this TabularModel model, string path) => Save(path, ToCSharp(model, NameOf(path)));

    /// <summary>Writes C99; everything public begins with the name of the file. The file is whole or, on failure, as it was before.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">A path; .c is usual.</param>
    /// <exception cref="GliaException">The model has something that cannot be written, which the message names; or the file cannot be written.</exception>
    public static void SaveC(this TabularModel model, string path) => Save(path, ToC(model, NameOf(path)));

    /// <summary>The model in C#.</summary>
    /// <param name="model">The model.</param>
    /// <param name="name">The class; what no identifier may contain becomes an underscore.</param>
    /// <returns>A compilation unit.</returns>
    /// <exception cref="GliaException">The model has something that cannot be written, which the message names.</exception>
    public static string ToCSharp(this TabularModel model, string name)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new CSharpFile(model, Identifiers.CSharp(name)).Write();
    }

    /// <summary>The model in C99.</summary>
    /// <param name="model">The model.</param>
    /// <param name="name">What everything public begins with; what no identifier may contain becomes an underscore.</param>
    /// <returns>A translation unit.</returns>
    /// <exception cref="GliaException">The model has something that cannot be written, which the message names.</exception>
    public static string ToC(this TabularModel model, string name)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new CFile(model, Identifiers.C(name)).Write();
    }

    private static string NameOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string name = Path.GetFileNameWithoutExtension(path);
        return name.Length > 0 ? name : "model";
    }

    private static void Save(string path, string text) => AtomicFile.Write(path, stream => stream.Write(new UTF8Encoding(false).GetBytes(text)));
}
