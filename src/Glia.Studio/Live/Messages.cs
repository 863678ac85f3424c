using System.Text.Json.Serialization;
using Glia.Studio.Data;
using Glia.Studio.Experiments;

namespace Glia.Studio.Live;

/// <summary>A run as it begins: what the page needs once.</summary>
internal sealed record Setup(int Run, Experiment Experiment, string Task, string TaskWhy, string Loss, string Output, string Metric, IReadOnlyList<string> Classes, string Target)
{
    /// <summary>The columns that are predicted, in the order of outputs; the network of another program that has one output has one without a name.</summary>
    public IReadOnlyList<TargetLook> Targets { get; init; } = [];
    public IReadOnlyList<string> Inputs { get; init; } = [];
    public IReadOnlyList<LayerSetup> Layers { get; init; } = [];
    public int TrainRows { get; init; }
    public int HeldRows { get; init; }
    public int BatchRows { get; init; }
    public long Parameters { get; init; }
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>For two numeric inputs: names, range and rows [x, y, held, class or value of each target] to draw.</summary>
    public Plane? Plane { get; init; }

    /// <summary>Counts what is shown of one run: 1 where treatments have changed the network.</summary>
    public int Version { get; init; }

    /// <summary>What treatments have made of the metric, on training rows and on held ones; empty where none have.</summary>
    public IReadOnlyList<double?> Scores { get; init; } = [];

    /// <summary>Whether the training belongs to another program, which only lets itself be watched.</summary>
    public bool IsWatched { get; init; }

    /// <summary>Where it comes from, for people.</summary>
    public string Title { get; init; } = "";
}

/// <summary>One column that is predicted; a number has no classes.</summary>
internal sealed record TargetLook(string Name, IReadOnlyList<string> Classes);

internal sealed record LayerSetup(string Name, int Units, string? Activation, string Start);

internal sealed record Plane(string X, string Y, double[] Range, float[][] Rows);

/// <summary>One look at a run.</summary>
internal sealed record Frame(int Run, string Status, long Step, int Epoch, double Rate, double StepsPerSecond, double RowsPerSecond)
{
    public string? Message { get; init; }
    public bool IsWhole { get; init; }
    public IReadOnlyList<double?[]> Curve { get; init; } = [];
    public IReadOnlyList<LayerLook> Layers { get; init; } = [];

    /// <summary>Bytes of the answer over the plane, row by row from the top: class · 32 + certainty of 0 … 31, or 0 … 255 between the lowest and highest target.</summary>
    public byte[]? Surface { get; init; }
    public int SurfaceSide { get; init; }

    /// <summary>The target whose answers are painted, counted in <see cref="Setup.Targets"/>: a plane of two inputs has room for one.</summary>
    public int Painted { get; init; }

    /// <summary>With several targets the score of each on the held rows looked at: R², or the share of rows with the right class.</summary>
    public IReadOnlyList<double?> ByTarget { get; init; } = [];

    /// <summary>Side of the units' pictures over the plane.</summary>
    public int PictureSide { get; init; }

    /// <summary>The row that passes through the network in this frame, counted in <see cref="Live.Plane.Rows"/>; −1 where it is not drawn.</summary>
    public int Row { get; init; } = -1;
}

/// <summary>One layer in a frame.</summary>
internal sealed record LayerLook
{
    /// <summary>A byte a unit: the number of its <see cref="Health.UnitState"/>.</summary>
    public byte[] States { get; init; } = [];

    /// <summary>A byte a unit: share of rows on which it fires, 0 … 255.</summary>
    public byte[] Fires { get; init; } = [];

    /// <summary>Pictures of changed units: 0 … 255 between the lowest and highest response of the layer's unit.</summary>
    public Dictionary<int, byte[]> Pictures { get; init; } = [];

    /// <summary>Weights [inputs, units] of the first units drawn, −127 … 127 times scale; empty where nothing changed.</summary>
    public byte[] Weights { get; init; } = [];
    public double WeightScale { get; init; }

    /// <summary>∂L/∂w of the last step in the same way; empty unless a page draws gradients, and before the first step.</summary>
    public byte[] Gradients { get; init; } = [];
    public double GradientScale { get; init; }

    /// <summary>1 for each unit drawn that fires on the row of this frame.</summary>
    public byte[] Firing { get; init; } = [];
    public double? ForwardGain { get; init; }
    public double? BackwardGain { get; init; }
    public double? UpdateRatio { get; init; }

    /// <summary>Units that died since the last whole frame, with the step at which it was seen.</summary>
    public Dictionary<int, long> Died { get; init; } = [];
}

internal sealed record Trouble(string Error);

internal sealed record Control(string Action)
{
    public double? Value { get; init; }
}

internal sealed record Begin(Experiment Experiment)
{
    /// <summary>The run that the page shows; another number means that another tab has begun a new one meanwhile.</summary>
    public int? Run { get; init; }

    /// <summary>Whether it goes on with the weights of the run that is shown: settings changed while it runs.</summary>
    public bool KeepsWeights { get; init; }
}

internal sealed record Preview(string Name, int Rows, IReadOnlyList<string> Targets, string Task, string Why, IReadOnlyList<ColumnLook> Columns, IReadOnlyList<string?[]> Lines, IReadOnlyList<string> Notes);

internal sealed record ColumnLook(string Name, string Kind, string Why);

internal sealed record FunctionLook(string Name, string Formula, string SlopeFormula, string Range, string SlopeRange, string Roles, string KnownFailure, string Source, bool CanHide, bool IsRowwise, bool ChangesWidth, IReadOnlyList<ParameterLook> Parameters);

internal sealed record ParameterLook(string Name, double Default, double Low, double High, string Meaning, bool IsWhole);

internal sealed record Hello(string Version, IReadOnlyList<DataEntry> Data, IReadOnlyList<FunctionLook> Functions, IReadOnlyList<Preset> Presets, Setup? Setup, IReadOnlyList<string> Files, bool HasFinished)
{
    /// <summary>Which studio answers: another one at the same address knows nothing of what this one did.</summary>
    public string Studio { get; init; } = "";

    /// <summary>Bytes of the largest file that can be dropped: a browser whose upload is broken off may never hear why.</summary>
    public long LargestUpload { get; init; }

    /// <summary>What the page itself carries, so that it draws its units at once; null where looking would keep it waiting.</summary>
    public Frame? First { get; init; }
}

internal sealed record CurveLook(string Text, double[] Z, double?[] Value, double?[] Slope);

internal sealed record Factor(string Text, double? Value, bool IsZero);

internal sealed record ChainLook(string Weight, double Value, double? Gradient, double ZeroRows, int Rows, IReadOnlyList<Factor> Factors, string Say);

internal sealed record UnitLook(string Layer, int Unit, string Activation, string State, string Proof, double Fires, double? MaxZ, double? MinZ, double Bias, long LastFiredStep, string Say, DeathLook? Death)
{
    /// <summary>The largest weights that lead to it.</summary>
    public IReadOnlyList<WeightLook> Incoming { get; init; } = [];
}

internal sealed record WeightLook(int From, string Name, double? Value);

internal sealed record DeathLook(long Step, int Epoch, double BiasShare, double WeightShare, double InputShare, double GradientRatio, IReadOnlyList<int> BatchRows, bool IsExact, string Say);

internal sealed record FindingLook(string Problem, string Layer, int Units, string Proof, string Evidence, string Advice, string? Chain);

internal sealed record ExperimentLook(string Factor, string Text, bool WasRun, bool Suffices, int? Live, double? Loss, double Seconds);

internal sealed record CauseLook(string Problem, string Layer, int Units, string Summary, string? Earliest, IReadOnlyList<ExperimentLook> Experiments, IReadOnlyList<string> Chain);

internal sealed record TrialLook(string Name, string What, string Outcome, double? HeldLoss, int DeadUnits, int Findings);

/// <summary>What an examination found, filled while it goes on.</summary>
internal sealed record Verdict(string Doing, bool IsOver)
{
    public int Run { get; init; }
    public int Done { get; init; }
    public int Total { get; init; }
    public string? Error { get; init; }
    public IReadOnlyList<FindingLook> Findings { get; init; } = [];
    public IReadOnlyList<CauseLook> Causes { get; init; } = [];
    public IReadOnlyList<TrialLook> Trials { get; init; } = [];
    public string? Healed { get; init; }

    /// <summary>How well the state of each unit is proved, layer by layer with an activation: the number of its <see cref="Health.Proof"/>.</summary>
    public IReadOnlyList<byte[]> Proofs { get; init; } = [];

    /// <summary>The states themselves, as numbers of <see cref="Health.UnitState"/>: a unit that a frame calls dead may have been found to be fired by an input that no row has.</summary>
    public IReadOnlyList<byte[]> States { get; init; } = [];
}

/// <summary>What is kept of a run after it: to be laid beside another. Small, so that many can be kept.</summary>
internal sealed record RunLook(int Run, string Title, string Task, string Metric, Experiment? Experiment)
{
    public int Epochs { get; init; }
    public long Steps { get; init; }
    public string Status { get; init; } = "";
    public IReadOnlyList<double?[]> Curve { get; init; } = [];
    public IReadOnlyList<LayerLook> Layers { get; init; } = [];
    public IReadOnlyList<LayerSetup> Structure { get; init; } = [];
    public byte[]? Surface { get; init; }
    public int SurfaceSide { get; init; }

    /// <summary>The target that the surface is of.</summary>
    public int Painted { get; init; }
    public IReadOnlyList<TargetLook> Targets { get; init; } = [];
    public Plane? Plane { get; init; }
    public long Parameters { get; init; }
    public IReadOnlyList<FindingLook> Findings { get; init; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Hello))]
[JsonSerializable(typeof(Setup))]
[JsonSerializable(typeof(Frame))]
[JsonSerializable(typeof(Trouble))]
[JsonSerializable(typeof(Control))]
[JsonSerializable(typeof(Begin))]
[JsonSerializable(typeof(Preview))]
[JsonSerializable(typeof(CurveLook))]
[JsonSerializable(typeof(ChainLook))]
[JsonSerializable(typeof(UnitLook))]
[JsonSerializable(typeof(Verdict))]
[JsonSerializable(typeof(RunLook))]
[JsonSerializable(typeof(IReadOnlyList<RunLook>))]
[JsonSerializable(typeof(Preset[]))]
internal sealed partial class StudioJson : JsonSerializerContext;
