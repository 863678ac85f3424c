using BenchmarkDotNet.Running;

// dotnet run -c Release --project benchmarks/Glia.Benchmarks -- --filter '*Activation*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
