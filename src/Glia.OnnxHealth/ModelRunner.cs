using Microsoft.ML.OnnxRuntime;

namespace Glia.OnnxHealth;

/// <summary>ONNX Runtime with bounds on memory and time, for models nobody vouches for.</summary>
internal sealed class ModelRunner : IDisposable
{
    private static readonly Lazy<bool> Started = new(Start);

    /// <summary>Models up to this size run in an arena of at most 4 GB, the most that can be set; larger ones are taken at their word.</summary>
    private const long LargeBytes = 1L << 30;

    private readonly InferenceSession _session;
    private readonly string _path;
    private readonly double _seconds;

    /// <summary>Loads a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Bounds.</param>
    /// <exception cref="GliaException">ONNX Runtime refuses it.</exception>
    public ModelRunner(TappedModel model, OnnxExamOptions options)
    {
        (_path, _seconds) = (model.Graph.Source, options.BatchSeconds);

        // As it is written: nothing is computed ahead of time, and every tapped value is the one the file speaks of.
        using SessionOptions settings = Settings(GraphOptimizationLevel.ORT_DISABLE_ALL, model.TotalBytes);
        if (model.Folder is not null)
        {
            settings.AddSessionConfigEntry("session.model_external_initializers_file_folder_path", model.Folder);
        }

        _session = Try(() => new InferenceSession(model.Bytes, settings), "cannot load this model");
    }

    /// <summary>Loads a model that is whole in one file, to be run as everybody runs it.</summary>
    /// <param name="model">Its bytes.</param>
    /// <param name="path">The file's name, for messages.</param>
    /// <param name="options">Bounds.</param>
    /// <exception cref="GliaException">ONNX Runtime refuses it.</exception>
    public ModelRunner(byte[] model, string path, OnnxExamOptions options)
    {
        (_path, _seconds) = (path, options.BatchSeconds);
        using SessionOptions settings = Settings(GraphOptimizationLevel.ORT_ENABLE_ALL, model.Length);
        settings.IntraOpNumThreads = 1;
        _session = Try(() => new InferenceSession(model, settings), "cannot load this model");
    }

    /// <summary>Gets the names of the model's outputs.</summary>
    public IReadOnlyList<string> Outputs => _session.OutputNames;

    /// <summary>Runs the model once.</summary>
    /// <param name="inputs">Values by name.</param>
    /// <param name="outputs">Names of the outputs wanted.</param>
    /// <param name="cancel">Ends the run.</param>
    /// <exception cref="GliaException">The run failed, took too long, or too much memory.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(IReadOnlyDictionary<string, OrtValue> inputs, IReadOnlyCollection<string> outputs, CancellationToken cancel)
    {
        using var run = new RunOptions();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(_seconds));
        using CancellationTokenRegistration stop = limit.Token.Register(() => run.Terminate = true);
        try
        {
            return Try(() => _session.Run(run, inputs, outputs), "cannot run this model");
        }
        catch (GliaException error) when (limit.IsCancellationRequested)
        {
            cancel.ThrowIfCancellationRequested();
            throw new GliaException(Invariant($"{_path}: One batch took longer than {_seconds} seconds and was stopped."), error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    /// <summary>One environment a process: quiet, and with a memory that ends.</summary>
    private static bool Start()
    {
        if (!OrtEnv.IsCreated)
        {
            var quiet = new EnvironmentCreationOptions { logId = "glia", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            OrtEnv.CreateInstanceWithOptions(ref quiet);
        }

        long most = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;
        using var where = new OrtMemoryInfo(OrtMemoryInfo.allocatorCPU, OrtAllocatorType.ArenaAllocator, 0, OrtMemType.Default);
        using var arena = new OrtArenaCfg((uint)Math.Clamp(most, 1 << 28, uint.MaxValue), -1, -1, -1);
        OrtEnv.Instance().CreateAndRegisterAllocator(where, arena);
        return true;
    }

    private static SessionOptions Settings(GraphOptimizationLevel level, long bytes)
    {
        _ = Started.Value;
        var settings = new SessionOptions { GraphOptimizationLevel = level, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        if (bytes < LargeBytes)
        {
            settings.AddSessionConfigEntry("session.use_env_allocators", "1");
        }

        return settings;
    }

    private T Try<T>(Func<T> action, string what)
    {
        try
        {
            return action();
        }
        catch (OnnxRuntimeException error)
        {
            string message = error.Message.ReplaceLineEndings(" ");
            throw new GliaException($"{_path}: ONNX Runtime {what}: {(message.Length > 400 ? string.Concat(message.AsSpan(0, 400), "…") : message)}", error);
        }
    }
}
