using Microsoft.ML;

namespace Glia.MLNet.Hosting;

/// <summary>The part of ML.NET's model files that is one transformer's: a head that names its loader, then its bytes.</summary>
internal static class Saving
{
    private const uint Version = 0x00010001;

    /// <summary>Where a transformer writes.</summary>
    public static BinaryWriter Begin(ModelSaveContext context)
    {
        Type type = typeof(ModelSaveContext);
        Type version = Internals.Type("Microsoft.ML.VersionInfo", type.Assembly);
        object head = Activator.CreateInstance(
            version, "GLIATRFM", Version, Version, Version, typeof(GliaTransformer).Assembly.FullName, Loading.Signature, null)!;
        Internals.Method(type, "CheckAtModel").Invoke(context, null);
        Internals.Method(type, "SetVersionInfo", version).Invoke(context, [head]);
        return (BinaryWriter)Internals.Field(type, "Writer").GetValue(context)!;
    }

    /// <summary>Where a transformer reads.</summary>
    public static BinaryReader Reader(object context) => (BinaryReader)Internals.Field(context.GetType(), "Reader").GetValue(context)!;
}
