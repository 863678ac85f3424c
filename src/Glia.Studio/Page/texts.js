// @ts-check
/** Every English text of the page. */
export const texts = {
  skip: "To the network", transport: "Training", restart: "Restart (R)", play: "Play or pause (space)", one: "Make one step (S)", epoch: "Run to the end of the epoch (E)",
  playOn: "Go on with these weights for as many epochs again (space)", cannotLearn: "It could not learn: change what is said below, or restart", watchedOver: "The training is over, and the program that made it has its weights", healedOver: "The run is over and its healed network is shown: restart to learn anew",
  epochName: "Epoch", stepName: "Step", speedName: "Steps a second", rate: "Learning rate", speed: "Speed", views: "Views", tabNet: "Network", tabCompare: "Compare", tabAtlas: "Activations", tabTake: "Take away",
  presets: "Experiments to begin with", begin: "Try:", dataAndSettings: "Data and settings", table: "Table", target: "Predict", predicts: "Predicts", drop: "Drop a table here (CSV, Parquet), or choose one; a run.json to compare with", look: "Look at the table …", preview: "First rows", settings: "Settings",
  use: "Learn from this table", close: "Close", rows: "rows", columns: "columns", columnsTitle: "Columns", column: "Column", kind: "Kind", because: "Because", targetKind: "to predict", severalTargets: "several:", together: "Predict several columns at once", togetherNote: "All of them numbers, or all of two classes: one network learns them together, with an output for each.",
  tasks: {
    binary: "Two classes: one sigmoid unit answers with a probability, judged by cross-entropy; from 0.5 on it is the second class.",
    multiclass: "Several classes: one unit each, softmax makes probabilities of them, judged by cross-entropy.",
    regression: "A number: one linear unit answers, judged by the squared error.",
    multitarget: "Several numbers: a linear unit for each, in the scale of its own target; judged by the mean of the squared errors, so that all count alike.",
    multilabel: "Several labels: a sigmoid unit for each answers with the probability of its second class; judged by the mean of the cross-entropies.",
  },
  network: "Network", board: "The units, layer by layer", answers: "Answers", answersOf: "What the network answers over both inputs", answersFor: "What the network answers over both inputs for", paints: "Paint the output", targetName: "Target", byTarget: "Held rows, target by target", ofEach: { multilabel: "accuracy", multitarget: "R²" }, surface: "What the network answers over the plane of both inputs, with the rows", sharp: "Only the answer, not how sure", held: "Show held rows",
  curves: "Loss", river: "Signal through the layers", riverNote: "Teal goes forward, orange comes back; every layer multiplies. A river that thins out vanishes, one that swells explodes.", noRiver: "Flows once the first epoch is over", forward: "forward", backward: "back",
  lines: "Lines by", byWeight: "weight", byGradient: "gradient flowing back",
  why: "Ask why", whyNote: "Ends the run as it stands, examines every unit, proves what it can, and replays the training with one thing changed at a time.", explain: "Find causes by experiment", heal: "And try treatments", progress: "Experiments done",
  atlas: "Every activation", atlasNote: "Value and slope come from the kernels that train. Choose several to lay them over each other.", find: "Find a function", from: "z from", to: "to", ranges: "Range", roles: "Used in", failure: "Known failure", source: "Source", drawnFor: "Drawn for", drawnFirst: "the first of two units, the other held at 0: it answers for the whole row", drawnLast: "the last of as few units as it takes, the others held at 1: it has more or fewer outputs than units",
  value: "Value", slope: "Slope", dashed: "dashed", take: "Take away", link: "This experiment as a link", linkNote: "The whole experiment stands in the address: data by name, layers, settings, seed. Same link, same weights.", copy: "Copy", copied: "Copied.",
  full: "full", perSecond: "/s", addLayer: "Add a layer", removeLayer: "Remove this layer", moreUnits: "One unit more", fewerUnits: "One unit fewer", units: "units", activationOf: "Activation of layer", openLayer: "Look at the function and its parameters", inputs: "Inputs", output: "Output",
  toy: "Toy sets", sample: "Sample tables", own: "Your tables", cure: "Try the cure:", fails: "Fails on purpose:", cured: "The cure:", seen: "rows to learn from", heldRows: "held back", parameters: "parameters",
  lost: "The studio does not answer. Trying again; your experiment is safe in the address.", back: "The studio is back, and so is your experiment.", refused: "The studio was restarted with another token. Open the address it printed; add the part after # of this one to get your experiment back.",
  waits: "Your experiment stays in the address and begins as soon as its table is here.",
  tooLarge: "is larger than", startWith: "Start the studio with it: glia studio FILE.",
  unreadable: "The address holds no experiment that can be read; the usual one is shown.", otherTab: "Another tab has begun a new experiment; it is shown here, too. Go back in the browser's history for yours.",
  weightsKept: "It goes on from here with the weights it has. The address begins with fresh ones, as Restart does.",
  watched: "This training belongs to another program: watch it, hold it, let it go on. It learns what it would have learned without you.",
  noPlane: "A plane of answers needs a table with two numeric inputs. Units show how their responses are distributed instead.", findings: "Findings", nothing: "Nothing wrong was found.", experiments: "One thing changed at a time", changed: "Changed", outcome: "Outcome", live: "units alive", loss: "loss",
  suffices: "enough alone", notEnough: "not enough", notRun: "not run", treatments: "Treatments", treatment: "Treatment", deadUnits: "dead units", heldLoss: "held loss", rolledback: "rolled back", kept: "kept", helped: "helped", reference: "for comparison", nottried: "not tried",
  fires: "fires on", ofRows: "of rows", unit: "Unit", layer: "layer", died: "seen dead at step", bias: "bias", weights: "weights", highest: "highest z", proof: "proof", incoming: "What comes in", batchOf: "The batch of step", batchRows: "Training rows, counted from 0:", chain: "Chain rule", gradient: "gradient", chainOf: "Follow the chain rule of the weight from", factorsTo: "∂L/∂w, factor by factor",
  card: "The unit or layer that is chosen", cardHint: "Choose a unit to see how it is, what comes in, and the chain rule of its weights; choose a layer's curve for its function. Point at a unit to see its picture large.",
  ending: "This ends the run as it stands; restart begins it again.", training: "training", validation: "held",
  compare: "Two runs side by side", compareNone: "There is one run so far. Change something and let it learn; both will stand here.", runA: "Left", runB: "Right", present: "now", heldLossOfBoth: "Held loss of both", differences: "What differs in their settings", sameSettings: "All settings are the same.", setting: "Setting", goBack: "Back to this experiment",
  states: { title: "States of the units", alive: "alive", sparse: "sparse: fires seldom, healthy", silent: "silent in the rows looked at", dead: "dead: silent for all rows, † step", saturated: "saturated", dormant: "dormant", constant: "constant", duplicate: "duplicate" },
  certified: "double frame: proved for every input",
  fields: { layers: "Layers", data: "Table", target: "Predicts", rate: "Learning rate", initialization: "Start of weights", bias: "Start of biases", optimizer: "Optimizer", batch: "Rows a step", norm: "Normalise layers", scaling: "Scale inputs", dropout: "Dropout", l1: "L1", l2: "L2", clip: "Clip gradient", seed: "Seed", epochs: "Epochs at most" },
  hints: {
    initialization: "auto follows the activation", bias: "0 as everywhere; others to see what they do", batch: "0: a sixteenth of the rows", norm: "batch or layer normalisation before every activation", scaling: "standard: mean 0, deviation 1; robust: median and quartiles",
    dropout: "share of outputs left out in each step", l1: "pulls weights to 0", l2: "keeps weights small", clip: "longest gradient; 0: no limit", seed: "source of all chance: same seed, same weights", epochs: "passes over the rows", optimizer: "how a gradient becomes a step",
  },
  dice: "Another seed", files: {
    "model.onnx": "The model as it stands: raw columns in, answers out, for ONNX Runtime anywhere", "model.cs": "The model as one C# file without any package", "run.yaml": "The run for the command line: glia train data.csv --config run.yaml", "data.csv": "The table",
    "curves.csv": "Losses and scores, epoch by epoch", "report.html": "The whole run on one page that opens offline; ends the run as it stands", "picture.png": "Network, answers and losses as they stand, as a picture",
  },
};

/** Puts texts where the page asks for them. */
export function fillTexts() {
  const all = /** @type {Record<string, any>} */ (texts);
  for (const e of document.querySelectorAll("[data-text]")) e.textContent = all[/** @type {HTMLElement} */ (e).dataset.text ?? ""];
  for (const e of document.querySelectorAll("[data-label]")) e.setAttribute("aria-label", all[/** @type {HTMLElement} */ (e).dataset.label ?? ""]);
  for (const e of document.querySelectorAll("[data-placeholder]")) e.setAttribute("placeholder", all[/** @type {HTMLElement} */ (e).dataset.placeholder ?? ""]);
  for (const e of document.querySelectorAll("[data-title]")) { const t = all[/** @type {HTMLElement} */ (e).dataset.title ?? ""]; e.setAttribute("title", t); e.setAttribute("aria-label", t); }
}
