using Glia;
using Glia.HealthBoard;

// The open scoreboard of health. Results: benchmarks/results/health.json, shown in docs/health.md.
try
{
    return Commands.Run(args);
}
catch (GliaException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}
