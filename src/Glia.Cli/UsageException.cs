namespace Glia.Cli;

/// <summary>The command was written wrongly, on the command line or in a configuration: exit code 2, message as it is.</summary>
internal sealed class UsageException : Exception
{
    public UsageException(string message)
        : base(message)
    {
    }

    public UsageException()
    {
    }

    public UsageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
