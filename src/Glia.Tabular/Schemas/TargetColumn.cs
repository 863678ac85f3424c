namespace Glia.Tabular;

/// <summary>One column to be predicted, of several.</summary>
/// <param name="Name">The column.</param>
/// <param name="Classes">Its classes, of which a label has two and the second is the positive one; empty for a number.</param>
/// <param name="ClassesAreIntegers">Whether the classes are whole numbers.</param>
public sealed record TargetColumn(string Name, IReadOnlyList<string> Classes, bool ClassesAreIntegers = false);
