using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Glia.Kernels.Activations;

/// <summary>Reads and writes <c>name</c> and <c>name(parameter=value, …)</c>.</summary>
internal static class ActivationText
{
    private const string LearnName = "learn";

    public static string LearnWord(LearnedPer learned) => learned switch
    {
        LearnedPer.Layer => "layer",
        LearnedPer.Unit => "unit",
        _ => "none",
    };

    /// <summary>The canonical text, all parameters written.</summary>
    /// <param name="info">The function.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What <see cref="TrySplit"/> and <see cref="TryReadArguments"/> read back.</returns>
    public static string Write(ActivationInfo info, ActivationArguments arguments)
    {
        List<string> parts = [.. info.Parameters.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name}={arguments[p.Name]:R}"))];
        if (info.LearnedParameter is not null)
        {
            parts.Add(LearnName + "=" + LearnWord(arguments.Learned));
        }

        return parts.Count == 0 ? info.Name : $"{info.Name}({string.Join(", ", parts)})";
    }

    /// <summary>Splits a text into the name and what stands between the parentheses.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name, as written.</param>
    /// <param name="arguments">The arguments, empty if none.</param>
    /// <param name="error">What is wrong with it.</param>
    /// <returns>Whether it has the right form.</returns>
    public static bool TrySplit(string text, out string name, out string arguments, [NotNullWhen(false)] out string? error)
    {
        string trimmed = text.Trim();
        int open = trimmed.IndexOf('(', StringComparison.Ordinal);
        name = (open < 0 ? trimmed : trimmed[..open]).Trim();
        arguments = "";
        error = null;
        if (open >= 0)
        {
            if (trimmed.IndexOf(')', StringComparison.Ordinal) != trimmed.Length - 1)
            {
                error = $"The activation '{text}' does not end with the one ')' that closes its parameters. Write name(parameter=value).";
                return false;
            }

            arguments = trimmed[(open + 1)..^1];
        }

        if (name.Length == 0)
        {
            error = $"The activation '{text}' has no name. Write name or name(parameter=value).";
        }

        return error is null;
    }

    /// <summary>Reads the arguments of one function; what is not written takes its default.</summary>
    /// <param name="info">The function.</param>
    /// <param name="text">What stands between the parentheses.</param>
    /// <param name="arguments">The arguments, complete and in range.</param>
    /// <param name="error">What is wrong with them.</param>
    /// <returns>Whether they are right.</returns>
    public static bool TryReadArguments(
        ActivationInfo info, string text, [NotNullWhen(true)] out ActivationArguments? arguments, [NotNullWhen(false)] out string? error)
    {
        arguments = null;
        var numbers = new Dictionary<string, float>(StringComparer.Ordinal);
        LearnedPer? learned = null;
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Length == 0 && text.Trim().Length == 0)
            {
                break;
            }

            string[] sides = part.Split('=', StringSplitOptions.TrimEntries);
            if (sides.Length != 2)
            {
                error = $"'{part}' in the activation {info.Name} is not of the form parameter=value.";
                return false;
            }

            if (sides[0] == LearnName && info.LearnedParameter is not null)
            {
                error = learned is null ? ReadLearn(info, sides[1], out learned) : Twice(info, LearnName);
            }
            else
            {
                error = ReadNumber(info, sides[0], sides[1], numbers);
            }

            if (error is not null)
            {
                return false;
            }
        }

        arguments = new ActivationArguments(
            learned ?? info.LearnedByDefault,
            [.. info.Parameters.Select(p => (p.Name, numbers.TryGetValue(p.Name, out float value) ? value : p.Default))]);
        error = null;
        return true;
    }

    private static string? ReadLearn(ActivationInfo info, string word, out LearnedPer? learned)
    {
        foreach (LearnedPer candidate in Enum.GetValues<LearnedPer>())
        {
            if (LearnWord(candidate) == word)
            {
                learned = candidate;
                return null;
            }
        }

        learned = null;
        return $"learn={word} in the activation {info.Name} is unknown. Write learn=none, learn=layer or learn=unit.";
    }

    private static string? ReadNumber(ActivationInfo info, string name, string text, Dictionary<string, float> numbers)
    {
        ActivationParameter? parameter = info.Parameters.FirstOrDefault(p => p.Name == name);
        if (parameter is null)
        {
            string[] known = [.. info.Parameters.Select(p => p.Name), .. info.LearnedParameter is null ? Array.Empty<string>() : [LearnName]];
            return $"The activation {info.Name} has no parameter '{name}'. " +
                (known.Length == 0 ? "It takes none." : $"It takes: {string.Join(", ", known)}.");
        }

        if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) || !float.IsFinite(value))
        {
            return $"{name}={text} in the activation {info.Name} is not a finite number. Write it like {parameter.Default.ToString("R", CultureInfo.InvariantCulture)}.";
        }

        if (!parameter.Range.Contains(value))
        {
            return $"{name}={text} in the activation {info.Name} is outside {parameter.Range}.";
        }

        if (!parameter.Allows(value))
        {
            return $"{name}={text} in the activation {info.Name} is not a whole number.";
        }

        return numbers.TryAdd(name, value) ? null : Twice(info, name);
    }

    private static string Twice(ActivationInfo info, string name) => $"The activation {info.Name} is given '{name}' twice. Give it once.";
}
