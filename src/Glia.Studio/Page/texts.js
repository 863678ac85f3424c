// @ts-check
/** Every English text of the page. */
export const texts = {
  skip: "To the network", transport: "Training", restart: "Restart (R)", play: "Play or pause (space)", one: "Make one step (S)", epoch: "Run to the end of the epoch (E)",
  epochName: "Epoch", stepName: "Step", speedName: "Steps a second", rate: "Learning rate", speed: "Speed", views: "Views", tabNet: "Network", tabAtlas: "Activations", tabTake: "Take away",
  presets: "Experiments to begin with", data: "Data", table: "Table", target: "Predict", drop: "Drop a CSV here, or choose one", preview: "First rows", settings: "Settings",
  network: "Network", board: "The units, layer by layer", answers: "Answers", surface: "What the network answers over the plane of both inputs, with the rows", sharp: "Only the answer, not how sure", held: "Show held rows",
  curves: "Loss: training and held rows", river: "The signal through the layers", riverNote: "Above the line what goes forward, below what comes back, layer by layer. A river that thins out vanishes; one that swells explodes.",
  why: "Ask why", explain: "Examine, and find causes by experiment", heal: "Try treatments, too", progress: "Experiments done", atlas: "Every activation", atlasNote: "Value and slope come from the kernels that train. Choose several to compare.",
  value: "Value", slope: "Slope", take: "Take away", link: "This experiment as a link", linkNote: "The whole experiment stands in the address: data by name, layers, settings, seed. Same link, same weights.", copy: "Copy",
  full: "full", perSecond: "/s", addLayer: "Add a layer", removeLayer: "Remove layer", moreUnits: "One unit more", fewerUnits: "One unit fewer", units: "units", activationOf: "Activation of layer", inputs: "Inputs", output: "Output",
  toy: "Toy sets", sample: "Sample tables", own: "Your tables", preset: "Try the cure:", fails: "Fails on purpose", seen: "rows to learn from", heldRows: "held back", parameters: "parameters",
  lost: "The studio does not answer. Trying again; your experiment is safe in the address.", back: "The studio is back, and so is your experiment.", refused: "The studio was restarted with another token. Open the address it printed; add the part after # of this one to get your experiment back.",
  noPlane: "The surface needs a table with two numeric inputs. Units show how their responses are distributed instead.", findings: "Findings", nothing: "Nothing wrong was found.", experiments: "One thing changed at a time", changed: "Changed", outcome: "Outcome", live: "units alive", loss: "loss",
  suffices: "enough alone", notEnough: "not enough", notRun: "not run", treatments: "Treatments", treatment: "Treatment", deadUnits: "dead units", heldLoss: "held loss", rolledback: "rolled back", kept: "kept", helped: "helped", reference: "for comparison", nottried: "not tried",
  fires: "fires on", ofRows: "of rows", unit: "Unit", layer: "layer", died: "seen dead at step", bias: "bias", highest: "highest z", proof: "proof", incoming: "What comes in", chain: "Chain rule", gradient: "gradient", weight: "weight", chainOf: "Follow the chain rule of the weight from", factorsTo: "∂L/∂w, factor by factor",
  ending: "This ends the run as it stands; restart begins it again.", training: "training", validation: "held",
  states: { alive: "alive", sparse: "sparse: fires seldom, healthy", silent: "silent in the rows looked at", dead: "dead: silent for all rows", saturated: "saturated", dormant: "dormant", constant: "constant", duplicate: "duplicate" },
  fields: { initialization: "Start of weights", bias: "Start of biases", optimizer: "Optimizer", batch: "Rows a step", norm: "Normalise layers", scaling: "Scale inputs", dropout: "Dropout", l1: "L1", l2: "L2", clip: "Clip gradient at", seed: "Seed", epochs: "Epochs at most" },
  files: { "model.onnx": "The model as it stands: raw columns in, answers out, for ONNX Runtime anywhere", "run.yaml": "The run for the command line: glia train data.csv --config run.yaml", "data.csv": "The table", "curves.csv": "Losses and scores, epoch by epoch" },
};

/** Puts texts where the page asks for them. */
export function fillTexts() {
  const all = /** @type {Record<string, any>} */ (texts);
  for (const e of document.querySelectorAll("[data-text]")) e.textContent = all[/** @type {HTMLElement} */ (e).dataset.text ?? ""];
  for (const e of document.querySelectorAll("[data-label]")) e.setAttribute("aria-label", all[/** @type {HTMLElement} */ (e).dataset.label ?? ""]);
  for (const e of document.querySelectorAll("[data-title]")) { const t = all[/** @type {HTMLElement} */ (e).dataset.title ?? ""]; e.setAttribute("title", t); e.setAttribute("aria-label", t); }
}
