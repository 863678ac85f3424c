using System.Globalization;

namespace Glia.Cli.Report;

/// <summary>Numbers and counts as people read them, the same in every culture.</summary>
internal static class Say
{
    /// <summary>Four significant digits; powers of ten outside 1e-4 … 1e6; a word for what is no number.</summary>
    public static string Number(double value)
    {
        if (double.IsNaN(value))
        {
            return "not a number";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "∞" : "−∞";
        }

        double size = Math.Abs(value);
        string text = size == 0 ? "0"
            : size is < 1e-4 or >= 1e6 ? value.ToString("0.##e0", CultureInfo.InvariantCulture)
            : size >= 1000 ? value.ToString("#,0.#", CultureInfo.InvariantCulture)
            : value.ToString("G4", CultureInfo.InvariantCulture);
        return text.Replace('-', '−');
    }

    public static string Number(double? value) => value is { } number ? Number(number) : "–";

    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>"1 unit", "2 units".</summary>
    public static string Count(long value, string noun) => value == 1 ? $"1 {noun}" : $"{Count(value)} {noun}s";

    /// <summary>Bytes in the unit that makes one to three digits before the point.</summary>
    public static string Bytes(long bytes) => bytes < 1L << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0} MiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 30):0.0} GiB");

    /// <summary>A share of one as a percentage; never rounds a few to none or most to all.</summary>
    public static string Percent(double share)
    {
        if (double.IsNaN(share))
        {
            return "–";
        }

        // A no-break space: the sign stays with its number at the end of a line.
        double percent = share * 100;
        return percent switch
        {
            > 0 and < 0.1 => "<\u00A00.1\u00A0%",
            > 99.9 and < 100 => ">\u00A099.9\u00A0%",
            _ => percent.ToString("0.#", CultureInfo.InvariantCulture) + "\u00A0%",
        };
    }

    public static string Seconds(double seconds) => seconds switch
    {
        < 1 => (seconds * 1000).ToString("0", CultureInfo.InvariantCulture) + " ms",
        < 60 => seconds.ToString("0.#", CultureInfo.InvariantCulture) + " s",
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{(int)(seconds / 60)} min {(int)(seconds % 60)} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)(seconds / 3600)} h {(int)(seconds % 3600 / 60)} min"),
    };

    /// <summary>Metric names of the interfaces in words of the field.</summary>
    public static string Metric(string name) => name switch
    {
        "accuracy" => "accuracy",
        "balanced_accuracy" => "balanced accuracy",
        "macro_f1" => "macro F1",
        "roc_auc" => "ROC AUC",
        "exact_match" => "exact match",
        "hamming_loss" => "Hamming loss",
        "micro_f1" => "micro F1",
        "f1" => "F1",
        "log_loss" => "log loss",
        "calibration_error" => "calibration error",
        "poisson_deviance" => "Poisson deviance",
        "rmse" => "RMSE",
        "mae" => "MAE",
        "r2" => "R²",
        _ => name.Replace('_', ' '),
    };

    /// <summary>Units with a share are percentages in the page.</summary>
    public static string MetricValue(string name, double value) => name switch
    {
        "accuracy" or "balanced_accuracy" or "calibration_error" or "exact_match" or "hamming_loss" => Percent(value),
        // R² has no lower end: a model far off on few rows gives tens of digits.
        "r2" when Math.Abs(value) >= 1000 => Number(value),
        "r2" or "f1" or "macro_f1" or "micro_f1" or "roc_auc" => value.ToString("0.000", CultureInfo.InvariantCulture).Replace('-', '−'),
        _ => Number(value),
    };

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
