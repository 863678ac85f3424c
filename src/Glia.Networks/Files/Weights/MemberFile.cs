using System.Globalization;

namespace Glia.Networks.Files.Weights;

/// <summary>
/// The tensors of one network of an ensemble in the file of all: members.0.0.weight, members.0.0.bias, …, members.1.0.weight, as a PyTorch module with a list
/// <c>members</c> (nn.ModuleList) of nn.Sequential names them.
/// </summary>
internal sealed class MemberFile(TensorFile all, int member) : TensorFile(all.Source)
{
    private const string Start = "members.";

    /// <inheritdoc/>
    public override IReadOnlyList<TensorEntry> Entries { get; } = [.. all.Entries.Where(entry => entry.Name.StartsWith(Prefix(member), StringComparison.Ordinal))];

    /// <summary>What the names of a member's tensors begin with.</summary>
    public static string Prefix(int member) => Invariant($"{Start}{member}.");

    /// <summary>How many networks a file says it holds; 0 where its names do not begin as those of an ensemble.</summary>
    public static int Count(TensorFile file) => file.Entries.Count > 0 && file.Entries.All(entry => Member(entry.Name) >= 0) ? file.Entries.Max(entry => Member(entry.Name)) + 1 : 0;

    /// <inheritdoc/>
    public override void Read(TensorEntry entry, Span<float> values) => all.Read(entry, values);

    private static int Member(string name) => name.StartsWith(Start, StringComparison.Ordinal)
        && name.IndexOf('.', Start.Length) is > 0 and var end && int.TryParse(name.AsSpan(Start.Length, end - Start.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int member) && member < int.MaxValue
        ? member
        : -1;
}
