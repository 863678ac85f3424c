using Glia.Cli.Settings;
using Glia.Kernels.Activations;

namespace Glia.Cli.Commands;

/// <summary>Words for what the catalogue knows.</summary>
internal static class ActivationWords
{
    /// <summary>"hidden", "output" or both.</summary>
    public static IEnumerable<string> Roles(ActivationInfo info) =>
        from role in Enum.GetValues<ActivationRoles>()
        where role != ActivationRoles.None && info.Roles.HasFlag(role)
        select Names.Snake(role.ToString());
}
