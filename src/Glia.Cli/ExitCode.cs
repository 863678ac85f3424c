namespace Glia.Cli;

/// <summary>What the process tells its caller; stable.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    public const int Failed = 1;

    public const int WrongUsage = 2;

    /// <summary>128 + SIGINT, as shells say it.</summary>
    public const int Cancelled = 130;
}
