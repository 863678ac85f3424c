namespace Glia.Health.Certificates.Bounds;

/// <summary>Is Sign·z ≤ Sign·Threshold for every input of the box? z is a unit of a value of the chain, as the engine computes it.</summary>
/// <param name="Value">The value.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Sign">1: z stays at or below the threshold; −1: at or above.</param>
/// <param name="Threshold">The threshold.</param>
/// <param name="Layer">The layer of the network whose output z is.</param>
internal readonly record struct Question(int Value, int Unit, int Sign, double Threshold, int Layer)
{
    /// <summary>Whether a z speaks against it.</summary>
    public bool IsRefutedBy(double z) => Sign * z > Sign * Threshold;
}
