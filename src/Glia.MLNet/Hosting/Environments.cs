using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Glia.MLNet.Hosting;

/// <summary>
/// What ML.NET keeps to itself: the environment behind a catalogue. Trainers outside its own assemblies cannot ask for it, so it is read by reflection, once a trainer, and nothing else is.
/// </summary>
internal static class Environments
{
    public static IHostEnvironment Of(TrainCatalogBase.CatalogInstantiatorBase catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        Type catalogs = Internals.Type("Microsoft.ML.Data.IInternalCatalog", typeof(TrainCatalogBase).Assembly);
        var environment = (IHostEnvironment)Internals.Property(catalogs, "Environment").GetValue(catalog)!;
        Loading.Register(environment);
        return environment;
    }
}

/// <summary>Members of ML.NET that are not public, with one error for all where a version has none.</summary>
internal static class Internals
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    public static Type Type(string name, Assembly assembly) => assembly.GetType(name) ?? throw Missing(name);

    public static PropertyInfo Property(Type type, string name) => type.GetProperty(name, All) ?? throw Missing($"{type.Name}.{name}");

    public static FieldInfo Field(Type type, string name) => type.GetField(name, All) ?? throw Missing($"{type.Name}.{name}");

    public static MethodInfo Method(Type type, string name, params Type[] parameters) => type.GetMethod(name, All, parameters) ?? throw Missing($"{type.Name}.{name}");

    private static GliaException Missing(string what) => new(
        $"Microsoft.ML {typeof(MLContext).Assembly.GetName().Version} has no {what}, which Glia.MLNet needs to be part of model files. It was tested with Microsoft.ML 5.0.1; use that version.");
}
