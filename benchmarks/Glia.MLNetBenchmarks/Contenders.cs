using Glia.MLNet;
using Glia.Tabular;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Glia.MLNetBenchmarks;

/// <summary>The trainers with their defaults, all threads; the linear ones behind a normaliser, as ML.NET advises, Glia and trees without.</summary>
internal static class Contenders
{
    public const string Glia = "Glia";

    public static IEnumerable<(string Name, IEstimator<ITransformer> Estimator)> Of(MLContext context, Problem problem)
    {
        FitOptions fit = Fit(problem);
        switch (problem.Task)
        {
            case TaskKind.Regression:
                const string number = nameof(Row.Number);
                yield return (Glia, context.Regression.Trainers.Glia(number, fit: fit));
                yield return ("LightGBM", context.Regression.Trainers.LightGbm(number));
                yield return ("FastTree", context.Regression.Trainers.FastTree(number));
                yield return ("SDCA", Normalised(context, context.Regression.Trainers.Sdca(number)));
                yield return ("L-BFGS (Poisson)", Normalised(context, context.Regression.Trainers.LbfgsPoissonRegression(number)));
                break;
            case TaskKind.Binary:
                const string second = nameof(Row.IsSecond);
                yield return (Glia, context.BinaryClassification.Trainers.Glia(second, fit: fit));
                yield return ("LightGBM", context.BinaryClassification.Trainers.LightGbm(second));
                yield return ("FastTree", context.BinaryClassification.Trainers.FastTree(second));
                yield return ("SDCA", Normalised(context, context.BinaryClassification.Trainers.SdcaLogisticRegression(second)));
                yield return ("L-BFGS", Normalised(context, context.BinaryClassification.Trainers.LbfgsLogisticRegression(second)));
                break;
            default:
                yield return (Glia, context.MulticlassClassification.Trainers.Glia(fit: fit));
                yield return ("LightGBM", context.MulticlassClassification.Trainers.LightGbm());
                yield return ("FastTree (one against all)", context.MulticlassClassification.Trainers.OneVersusAll(context.BinaryClassification.Trainers.FastTree()));
                yield return ("SDCA", Normalised(context, context.MulticlassClassification.Trainers.SdcaMaximumEntropy()));
                yield return ("L-BFGS", Normalised(context, context.MulticlassClassification.Trainers.LbfgsMaximumEntropy()));
                break;
        }
    }

    /// <summary>Defaults, but for letter the layers of the other comparisons.</summary>
    public static FitOptions Fit(Problem problem) => problem.Name == "letter" ? new FitOptions { Hidden = [128, 128] } : new FitOptions();

    private static EstimatorChain<T> Normalised<T>(MLContext context, IEstimator<T> estimator)
        where T : class, ITransformer => context.Transforms.NormalizeMeanVariance("Features").Append(estimator);
}
