namespace Glia;

/// <summary>
/// Something the user gave cannot be worked with. The message is complete: what was seen, where (file, line, column),
/// and what to do; it is shown as it is, without a stack trace.
/// </summary>
public sealed class GliaException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="GliaException"/> class.</summary>
    public GliaException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="GliaException"/> class.</summary>
    /// <param name="message">What was seen, where, and what to do.</param>
    public GliaException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="GliaException"/> class.</summary>
    /// <param name="message">What was seen, where, and what to do.</param>
    /// <param name="innerException">The failure underneath.</param>
    public GliaException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
