namespace Glia.Health.Treatments;

/// <summary>One change that may cure a network. It is only proposed here: <see cref="Healer"/> tries it on a copy and keeps it where it helps.</summary>
public interface ITreatment
{
    /// <summary>Gets the name, in snake_case.</summary>
    string Name { get; }

    /// <summary>Makes the treated network, ready to be trained on.</summary>
    /// <param name="patient">What is to be cured; stays as it is.</param>
    /// <returns>The treated network; null where there is nothing for this treatment to do.</returns>
    Treated? Treat(Patient patient);
}
