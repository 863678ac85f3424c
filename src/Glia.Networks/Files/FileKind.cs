namespace Glia.Networks.Files;

/// <summary>What a file of this library holds.</summary>
/// <param name="Tag">Four ASCII characters in the file.</param>
/// <param name="Name">In words, for messages.</param>
/// <param name="Remedy">What to do if it cannot be read.</param>
internal sealed record FileKind(string Tag, string Name, string Remedy)
{
    /// <summary>A network alone.</summary>
    public static FileKind Network { get; } = new("netw", "network", "Save the network again, or take a copy that is whole.");

    /// <summary>A training to go on with.</summary>
    public static FileKind Checkpoint { get; } = new("chkp", "training checkpoint", "Take an earlier checkpoint, or train from the start.");
}
