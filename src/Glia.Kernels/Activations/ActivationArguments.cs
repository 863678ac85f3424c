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
}
