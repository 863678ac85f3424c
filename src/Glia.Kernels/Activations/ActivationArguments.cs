namespace Glia.Kernels.Activations;

/// <summary>The parameters of one activation function, by name.</summary>
public sealed class ActivationArguments
{
    private readonly Dictionary<string, float> _numbers;

    /// <summary>Initializes a new instance of the <see cref="ActivationArguments"/> class.</summary>
    /// <param name="learned">How many values are learned.</param>
    /// <param name="numbers">The parameters by name.</param>
    /// <exception cref="ArgumentException">A name is missing or given twice.</exception>
    public ActivationArguments(LearnedPer learned, params ReadOnlySpan<(string Name, float Value)> numbers)
    {
        Learned = learned;
        _numbers = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach ((string name, float value) in numbers)
        {
            if (string.IsNullOrEmpty(name) || !_numbers.TryAdd(name, value))
            {
                throw new ArgumentException(string.IsNullOrEmpty(name) ? "A parameter has no name." : $"The parameter {name} is given twice.", nameof(numbers));
            }
        }
    }

    /// <summary>Gets the arguments of a function without parameters.</summary>
    public static ActivationArguments None { get; } = new(LearnedPer.None);

    /// <summary>Gets how many values of the learnable parameter are learned.</summary>
    public LearnedPer Learned { get; }

    /// <summary>Gets the parameters by name.</summary>
    public IReadOnlyDictionary<string, float> Numbers => _numbers;

    /// <summary>Gets a parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its value.</returns>
    /// <exception cref="ArgumentException">There is no parameter of that name.</exception>
    public float this[string name] => _numbers.TryGetValue(name, out float value)
        ? value
        : throw new ArgumentException($"There is no parameter '{name}'.{NearNames.Hint(name, _numbers.Keys)}", nameof(name));

    /// <summary>Makes arguments without learning.</summary>
    /// <param name="numbers">The parameters by name.</param>
    /// <returns>The arguments.</returns>
    public static ActivationArguments Of(params ReadOnlySpan<(string Name, float Value)> numbers) => new(LearnedPer.None, numbers);

    /// <summary>Refuses arguments that a function does not declare, or that are out of its range.</summary>
    /// <param name="info">The function.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="ArgumentException">They do not fit.</exception>
    internal static void Check(ActivationInfo info, ActivationArguments arguments)
    {
        if (arguments.Numbers.Count != info.Parameters.Count)
        {
            throw new ArgumentException($"{info.Name} declares {info.Parameters.Count} parameters but gives {arguments.Numbers.Count} arguments.", nameof(arguments));
        }

        foreach (ActivationParameter parameter in info.Parameters)
        {
            if (!arguments.Numbers.TryGetValue(parameter.Name, out float value))
            {
                throw new ArgumentException($"{info.Name} declares the parameter {parameter.Name} but gives no argument for it.", nameof(arguments));
            }

            if (!float.IsFinite(value) || !parameter.Allows(value))
            {
                throw new ArgumentException($"{info.Name}: {parameter.Name} is {value:R}, outside {parameter.Range}{(parameter.IsWhole ? " or no whole number" : "")}.", nameof(arguments));
            }
        }

        if (!Enum.IsDefined(arguments.Learned))
        {
            throw new ArgumentException($"{info.Name}: {arguments.Learned} is no way to learn.", nameof(arguments));
        }

        if (arguments.Learned != LearnedPer.None && info.LearnedParameter is null)
        {
            throw new ArgumentException($"{info.Name} has no parameter to learn.", nameof(arguments));
        }
    }
}
