using System.Text.Json;

namespace Glia.HealthBoard.Catalog;

/// <summary>A network and how it is trained: everything but the seed. The fields are those of the case files.</summary>
internal sealed record Setup
{
    /// <summary>Name of the data: <c>circles</c>, <c>blobs</c>, <c>shifted(gamma=3)</c>, a sample table …; see <see cref="Data.Tasks"/>.</summary>
    public required string Data { get; init; }

    /// <summary>Widths of the hidden layers, such as <c>64,32</c> or <c>34*128</c>.</summary>
    public required string Hidden { get; init; }

    /// <summary>Hidden activation, as the catalogue writes it.</summary>
    public required string Activation { get; init; }

    /// <summary>Weights of hidden layers; null: by the activation.</summary>
    public string? Init { get; init; }

    /// <summary>Weights of the output layer; null: glorot_uniform.</summary>
    public string? OutputInit { get; init; }

    /// <summary>What is done to the network before training, such as <c>bias(-1)</c>; see <see cref="Runs.Start"/>.</summary>
    public string? Start { get; init; }

    /// <summary>Activation behind the output layer, where the loss does not contain it.</summary>
    public string? Output { get; init; }

    /// <summary>Loss; <c>keras_cross_entropy</c> is <see cref="Runs.KerasCrossEntropy"/>; null: by the data.</summary>
    public string? Loss { get; init; }

    public string? Norm { get; init; }

    public string Optimizer { get; init; } = "adam(epsilon=1e-7)";

    public double Rate { get; init; } = 1e-3;

    public int Batch { get; init; } = 128;

    public int Epochs { get; init; } = 300;

    public double L1 { get; init; }

    public double L2 { get; init; }

    public double ClipNorm { get; init; }

    /// <summary>The step whose rows are multiplied by 1000; 0: none. Such a training has one epoch, so that it strikes once.</summary>
    public int PoisonStep { get; init; }

    /// <summary>Widths of the hidden layers.</summary>
    public int[] Widths()
    {
        List<int> widths = [];
        foreach (string part in Hidden.Split(','))
        {
            int[] numbers = [.. part.Split('*').Select(number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];
            widths.AddRange(numbers.Length == 1 ? [numbers[0]] : Enumerable.Repeat(numbers[1], numbers[0]));
        }

        return [.. widths];
    }

    /// <summary>A text that is equal for equal setups.</summary>
    public string Print() => JsonSerializer.Serialize(this, Files.Json);
}
