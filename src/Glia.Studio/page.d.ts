// What the server sends, for the type checker of the page (tsc -p src/Glia.Studio/jsconfig.json); the records are in Live/Messages.cs.

export interface LayerPlan { units: number; activation: string; }

export interface Experiment {
  data: string; target?: string; targets?: string[]; layers: LayerPlan[]; initialization: string; bias: number; optimizer: string; rate: number; batch: number;
  l1: number; l2: number; dropout: number; clip: number; norm: string; scaling: string; seed: number; epochs: number;
}

export interface LayerSetup { name: string; units: number; activation?: string; start: string; }

/** A row: x, y, held, class or value of each target. */
export interface Plane { x: string; y: string; range: [number, number, number, number]; rows: number[][]; }
/** Classes of a number: none. */
export interface TargetLook { name: string; classes: string[]; }

export interface Setup {
  run: number; version: number; isWatched: boolean; title: string; experiment: Experiment; task: string; taskWhy: string; loss: string; output: string; metric: string;
  classes: string[]; target: string; targets: TargetLook[]; inputs: string[]; layers: LayerSetup[]; trainRows: number; heldRows: number; batchRows: number; parameters: number; notes: string[]; plane?: Plane; scores: (number | null)[];
}

/** Texts are base64 of bytes. */
export interface LayerLook {
  states: string; fires: string; pictures: Record<string, string>; weights: string; weightScale: number; gradients: string; gradientScale: number; firing: string;
  forwardGain?: number; backwardGain?: number; updateRatio?: number; died: Record<string, number>;
}

/** Epoch, loss of training and held rows, metric of both. */
export type CurvePoint = [number, number | null, number | null, number | null, number | null];

export interface Frame {
  run: number; status: "waiting" | "playing" | "over" | "failed"; step: number; epoch: number; rate: number; stepsPerSecond: number; rowsPerSecond: number; message?: string;
  isWhole: boolean; curve: CurvePoint[]; layers: LayerLook[]; surface?: string; surfaceSide: number; painted: number; byTarget: (number | null)[]; pictureSide: number; row: number;
}

export interface RunLook {
  run: number; title: string; task: string; metric: string; experiment?: Experiment; epochs: number; steps: number; status: string; curve: CurvePoint[]; layers: LayerLook[];
  structure: LayerSetup[]; surface?: string; surfaceSide: number; painted: number; targets: TargetLook[]; plane?: Plane; parameters: number; findings: FindingLook[];
}

export interface DataEntry { name: string; kind: "toy" | "sample" | "own"; text: string; targets?: string[]; }
export interface ColumnLook { name: string; kind: string; why: string; }
export interface Preview { name: string; rows: number; targets: string[]; task: string; why: string; columns: ColumnLook[]; lines: (string | null)[][]; notes: string[]; }

export interface ParameterLook { name: string; default: number; low: number; high: number; meaning: string; isWhole: boolean; }
export interface FunctionLook {
  name: string; formula: string; slopeFormula: string; range: string; slopeRange: string; roles: string; knownFailure: string; source: string; canHide: boolean; isRowwise: boolean; changesWidth: boolean;
  parameters: ParameterLook[];
}
export interface CurveLook { text: string; z: number[]; value: (number | null)[]; slope: (number | null)[]; }

export interface Preset { name: string; title: string; sentence: string; cure?: string; experiment: Experiment; cured?: Experiment; }
export interface Hello { studio: string; largestUpload: number; version: string; data: DataEntry[]; functions: FunctionLook[]; presets: Preset[]; setup: Setup; files: string[]; hasFinished: boolean; first?: Frame | null; }

export interface Factor { text: string; value?: number; isZero: boolean; }
export interface ChainLook { weight: string; value: number; gradient?: number; zeroRows: number; rows: number; factors: Factor[]; say: string; }
export interface DeathLook { step: number; epoch: number; biasShare: number; weightShare: number; inputShare: number; gradientRatio: number; batchRows: number[]; isExact: boolean; say: string; }
export interface UnitLook {
  layer: string; unit: number; activation: string; state: string; proof: string; fires: number; maxZ?: number; minZ?: number; bias: number; lastFiredStep: number; say: string; death?: DeathLook; incoming: WeightLook[];
}
export interface WeightLook { from: number; name: string; value?: number; }

export interface FindingLook { problem: string; layer: string; units: number; proof: string; evidence: string; advice: string; chain?: string; }
export interface ExperimentLook { factor: string; text: string; wasRun: boolean; suffices: boolean; live?: number; loss?: number; seconds: number; }
export interface CauseLook { problem: string; layer: string; units: number; summary: string; earliest?: string; experiments: ExperimentLook[]; chain: string[]; }
export interface TrialLook { name: string; what: string; outcome: string; heldLoss?: number; deadUnits: number; findings: number; }
export interface Verdict {
  doing: string; isOver: boolean; run: number; done: number; total: number; error?: string; findings: FindingLook[]; causes: CauseLook[]; trials: TrialLook[]; healed?: string; proofs: string[]; states: string[];
}

declare global {
  /** Charts: https://github.com/leeoniya/uPlot, in vendor/. */
  interface Window { uPlot: any; }
}
