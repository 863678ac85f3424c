using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Glia.MLNet.Hosting;

/// <summary>
/// How ML.NET finds what loads a model: it reads attributes of an assembly. Their type is not public, so no assembly but its own can carry them; here they are
/// handed over by an assembly that has nothing else.
/// </summary>
internal static class Loading
{
    /// <summary>Under which name models ask for their loader.</summary>
    public const string Signature = "GliaTransformer";

    private static readonly AttributesOnly Attributes = new();

    /// <summary>Makes the loader known; once is enough, and more does no harm.</summary>
    public static void Register(IHostEnvironment environment) => environment.ComponentCatalog.RegisterAssembly(Attributes);

    public static void Register(MLContext context) => context.ComponentCatalog.RegisterAssembly(Attributes);

    private sealed class AttributesOnly : Assembly
    {
        private static readonly Assembly Core = typeof(ITransformer).Assembly;

        public override string FullName => "Glia.MLNet.Loading";

        public override object[] GetCustomAttributes(Type attributeType, bool inherit)
        {
            Type type = Internals.Type("Microsoft.ML.LoadableClassAttribute", Core);
            if (!attributeType.IsAssignableFrom(type))
            {
                return (object[])Array.CreateInstance(attributeType, 0);
            }

            ConstructorInfo make = type.GetConstructor([typeof(Type), typeof(Type), typeof(Type), typeof(Type), typeof(string), typeof(string[])])
                ?? throw new GliaException("Microsoft.ML has changed how loaders are registered; Glia.MLNet was tested with version 5.0.1.");
            var attributes = (object[])Array.CreateInstance(type, 1);
            attributes[0] = make.Invoke(
            [
                typeof(GliaTransformer), typeof(GliaTransformer), null, Internals.Type("Microsoft.ML.SignatureLoadModel", Core), "Glia", new[] { Signature },
            ]);
            return attributes;
        }

        // It is also asked for extensions among its types, of which it has none.
        public override Type[] GetTypes() => [];

        public override object[] GetCustomAttributes(bool inherit) => GetCustomAttributes(typeof(Attribute), inherit);
    }
}
