"""Makes what is in this folder: python3 make.py NODE_TESTS (PyTorch 1.13, onnx 1.12, scikit-learn 1.2, NumPy; Debian packages python3-torch, python3-onnx,
python3-sklearn). NODE_TESTS is the folder `data` of Debian's package libonnx-testdata (/usr/share/libonnx-testdata/data).

- torch_*.onnx: networks drawn from fixed seeds, exported by PyTorch; rows in torch_*.csv (inputs x…, outputs y… of PyTorch itself).
- sklearn_*.onnx: pipelines fitted by scikit-learn, written node by node as skl2onnx writes them (which Debian does not have); sklearn_*.csv holds raw columns
  and what scikit-learn predicts.
- node_tests.zip: tests of the ONNX standard, unchanged: NAME/model.onnx, NAME/input_I.pb, NAME/output_0.pb.
"""
import csv
import pathlib
import re
import sys
import warnings
import zipfile

import numpy
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer, OneHotEncoder, StandardScaler
from torch import nn

warnings.filterwarnings("ignore")


def torch_model(name, model, width, opset=13, **how):
    model.eval()
    x = torch.round(torch.randn((12, width), generator=torch.Generator().manual_seed(3)) * 1000) / 1000
    with torch.no_grad():
        y = model(x).reshape(12, -1)
    torch.onnx.export(model, x[:2], f"torch_{name}.onnx", input_names=["x"], output_names=["y"], dynamic_axes={"x": {0: "N"}, "y": {0: "N"}}, opset_version=opset, **how)
    with open(f"torch_{name}.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow([f"x{i}" for i in range(width)] + [f"y{i}" for i in range(y.shape[1])])
        out.writerows([[f"{v:.9g}" for v in row] for row in torch.cat([x, y], 1).tolist()])


class Flat(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(6, 5), nn.GELU(), nn.Linear(5, 1))

    def forward(self, x):
        return self.layers(x.view(x.size(0), -1)).squeeze(1)


class UnitRows(nn.Module):
    """torch.nn.functional.normalize, before the layers and between them."""

    def __init__(self):
        super().__init__()
        self.first, self.last = nn.Linear(4, 6), nn.Linear(6, 2)

    def forward(self, x):
        return self.last(nn.functional.normalize(torch.tanh(self.first(nn.functional.normalize(x))), p=1))


def torch_models():
    torch.manual_seed(1)
    every = [nn.ReLU(), nn.ReLU6(), nn.SiLU(), nn.GELU(), nn.Hardswish(), nn.Hardsigmoid(), nn.Mish(), nn.Tanh(), nn.Sigmoid(), nn.LeakyReLU(0.2), nn.ELU(0.7), nn.SELU(), nn.CELU(1.5),
             nn.PReLU(5), nn.PReLU(), nn.Softplus(), nn.Softsign(), nn.Hardtanh(-2, 2), nn.LogSigmoid(), nn.Tanhshrink(), nn.Softshrink(0.2), nn.Hardshrink(0.3)]
    for function in every:
        name = type(function).__name__.lower() + ("_layer" if isinstance(function, nn.PReLU) and function.num_parameters == 1 else "")
        torch_model("act_" + name, nn.Sequential(nn.Linear(4, 5), function, nn.Linear(5, 2)), 4)
    torch.manual_seed(2)
    norm = nn.Sequential(nn.Linear(4, 6), nn.BatchNorm1d(6), nn.ReLU(), nn.Dropout(0.3), nn.Linear(6, 5), nn.LayerNorm(5), nn.Tanh(), nn.Linear(5, 3), nn.Softmax(1))
    norm(torch.randn(64, 4) * 2 + 1)
    torch_model("norms", norm, 4)
    torch_model("norms_unfolded", norm, 4, do_constant_folding=False, training=torch.onnx.TrainingMode.PRESERVE)
    torch.manual_seed(3)
    torch_model("no_bias", nn.Sequential(nn.Linear(4, 6, bias=False), nn.ReLU(), nn.Linear(6, 1, bias=False), nn.Sigmoid()), 4)
    torch_model("log_softmax", nn.Sequential(nn.Linear(4, 6), nn.SiLU(), nn.Linear(6, 4), nn.LogSoftmax(dim=-1)), 4)
    torch_model("flat", Flat(), 6)
    torch_model("opset9", nn.Sequential(nn.Linear(4, 6), nn.GELU(), nn.Linear(6, 3), nn.Softmax(1)), 4, opset=9)
    torch_model("glu", nn.Sequential(nn.Linear(4, 6), nn.GLU(), nn.Linear(3, 2)), 4)
    torch.manual_seed(12)
    torch_model("unit_rows", UnitRows(), 4)


def graph(name, nodes, inputs, outputs, tensors, opset=15):
    made = helper.make_graph(nodes, name, inputs, outputs, [numpy_helper.from_array(value, key) for key, value in tensors.items()])
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", opset), helper.make_opsetid("ai.onnx.ml", 1)], producer_name="skl2onnx-like", ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, f"sklearn_{name}.onnx")


def mlp(model, x, nodes, tensors, regression=False):
    """The layers of an MLP as converters write them: MatMul, Add, activation."""
    act = {"relu": "Relu", "tanh": "Tanh", "logistic": "Sigmoid"}[model.activation]
    for i, (coef, bias) in enumerate(zip(model.coefs_, model.intercepts_)):
        tensors[f"coefficient{i}"], tensors[f"intercepts{i}"] = coef.astype(numpy.float32), bias.astype(numpy.float32).reshape(1, -1)
        nodes.append(helper.make_node("MatMul", [x, f"coefficient{i}"], [f"mul_result{i}"], f"MatMul{i}"))
        nodes.append(helper.make_node("Add", [f"mul_result{i}", f"intercepts{i}"] if i % 2 else [f"intercepts{i}", f"mul_result{i}"], [f"add_result{i}"], f"Add{i}"))
        x = f"add_result{i}"
        if i + 1 < len(model.coefs_):
            nodes.append(helper.make_node(act, [x], [f"next_activations{i}"], f"{act}{i}"))
            x = f"next_activations{i}"
    return x


def classes(nodes, tensors, model, x, names):
    """Probabilities, label and the list of maps behind the last layer."""
    if len(names) == 2:
        tensors["unity"] = numpy.array([1], numpy.float32)
        nodes += [helper.make_node("Sigmoid", [x], ["out_activations_result"], "Sigmoid"), helper.make_node("Sub", ["unity", "out_activations_result"], ["negative_class_proba"], "Sub"),
                  helper.make_node("Concat", ["negative_class_proba", "out_activations_result"], ["probabilities"], "Concat_p", axis=1)]
    else:
        nodes.append(helper.make_node("Softmax", [x], ["probabilities"], "Softmax", axis=1))
    text = names.dtype.kind in "OU"
    tensors["classes"] = names.astype(object) if text else names.astype(numpy.int32)
    tensors["shape_tensor"] = numpy.array([-1], numpy.int64)
    nodes.append(helper.make_node("ArgMax", ["probabilities"], ["argmax_output"], "ArgMax", axis=1))
    nodes.append(helper.make_node("ArrayFeatureExtractor", ["classes", "argmax_output"], ["array_feature_extractor_result"], "ArrayFeatureExtractor", domain="ai.onnx.ml"))
    if text:
        nodes.append(helper.make_node("Reshape", ["array_feature_extractor_result", "shape_tensor"], ["output_label"], "Reshape"))
        zipped = helper.make_node("ZipMap", ["probabilities"], ["output_probability"], "ZipMap", domain="ai.onnx.ml", classlabels_strings=[str(n) for n in names])
    else:
        nodes += [helper.make_node("Cast", ["array_feature_extractor_result"], ["cast_result"], "Cast_l", to=TensorProto.INT64),
                  helper.make_node("Reshape", ["cast_result", "shape_tensor"], ["output_label"], "Reshape")]
        zipped = helper.make_node("ZipMap", ["probabilities"], ["output_probability"], "ZipMap", domain="ai.onnx.ml", classlabels_int64s=[int(n) for n in names])
    nodes.append(zipped)
    label = helper.make_tensor_value_info("output_label", TensorProto.STRING if text else TensorProto.INT64, [None])
    maps = onnx.ValueInfoProto(name="output_probability")
    kind = maps.type.sequence_type.elem_type.map_type
    kind.key_type = TensorProto.STRING if text else TensorProto.INT64
    kind.value_type.tensor_type.elem_type = TensorProto.FLOAT
    return [label, maps]


def rows(name, header, columns, predicted):
    with open(f"sklearn_{name}.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        for row in zip(*columns, *predicted):
            out.writerow(["" if isinstance(v, float) and numpy.isnan(v) else f"{v:.9g}" if isinstance(v, float) else v for v in row])


def scaled():
    """One matrix of numbers, Scaler, an MLP of three classes."""
    random = numpy.random.RandomState(4)
    x = numpy.round(random.normal(size=(120, 4)) * [1, 10, 100, 0.1] + [0, 5, -40, 2], 3)
    y = numpy.array(["low", "middle", "high"])[numpy.digitize(x[:, 0] + x[:, 1] / 10, [0, 1])]
    pipe = make_pipeline(StandardScaler(), MLPClassifier((8, 5), "tanh", max_iter=60, random_state=1)).fit(x, y)
    scale, net = pipe[0], pipe[1]
    nodes, tensors = [helper.make_node("Scaler", ["X"], ["variable"], "Scaler", domain="ai.onnx.ml", offset=scale.mean_.astype(numpy.float32).tolist(), scale=(1 / scale.scale_).astype(numpy.float32).tolist())], {}
    last = mlp(net, "variable", nodes, tensors)
    outputs = classes(nodes, tensors, net, last, net.classes_)
    graph("scaled", nodes, [helper.make_tensor_value_info("X", TensorProto.FLOAT, [None, 4])], outputs, tensors)
    rows("scaled", ["a", "b", "c", "d", "label"] + [f"p_{n}" for n in net.classes_], x.T.tolist(), [y.tolist(), *pipe.predict_proba(x).T.tolist()])


def normalized():
    """One matrix of numbers: Scaler, Normalizer, Scaler again, an MLP of three classes."""
    random = numpy.random.RandomState(8)
    x = numpy.round(random.normal(size=(120, 4)) * [1, 10, 100, 0.1] + [0, 5, -40, 2], 3)
    y = numpy.array(["low", "middle", "high"])[numpy.digitize(numpy.arctan2(x[:, 0], x[:, 1] / 10 - 0.5), [-1, 1])]
    pipe = make_pipeline(StandardScaler(), Normalizer(), StandardScaler(), MLPClassifier((8, 5), "tanh", max_iter=60, random_state=1)).fit(x, y)
    first, last, net = pipe[0], pipe[2], pipe[3]
    scaler = lambda scale, source, to: helper.make_node("Scaler", [source], [to], "Scaler_" + to, domain="ai.onnx.ml", offset=scale.mean_.astype(numpy.float32).tolist(), scale=(1 / scale.scale_).astype(numpy.float32).tolist())
    nodes, tensors = [scaler(first, "X", "scaled"), helper.make_node("Normalizer", ["scaled"], ["normalized"], "Normalizer", domain="ai.onnx.ml", norm="L2"), scaler(last, "normalized", "variable")], {}
    outputs = classes(nodes, tensors, net, mlp(net, "variable", nodes, tensors), net.classes_)
    graph("normalized", nodes, [helper.make_tensor_value_info("X", TensorProto.FLOAT, [None, 4])], outputs, tensors)
    rows("normalized", ["a", "b", "c", "d", "label"] + [f"p_{n}" for n in net.classes_], x.T.tolist(), [y.tolist(), *pipe.predict_proba(x).T.tolist()])


def columns():
    """A column an input: gaps filled and scaled, texts and whole numbers one-hot; two classes."""
    random = numpy.random.RandomState(5)
    age, fare = numpy.round(random.normal(40, 12, 150)), numpy.round(random.lognormal(3, 1, 150), 2)
    age[random.rand(150) < 0.15] = numpy.nan
    port, deck = random.choice(["Cherbourg", "Southampton", "Queenstown"], 150), random.choice([1, 2, 10], 150)
    y = ((numpy.nan_to_num(age, nan=40) < 38) ^ (deck == 10)).astype(int)
    import pandas
    table = pandas.DataFrame({"age": age, "fare": fare, "port": port, "deck": deck})
    prep = ColumnTransformer([("n", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), ["age", "fare"]), ("c", OneHotEncoder(handle_unknown="ignore"), ["port", "deck"])], sparse_threshold=0)
    pipe = make_pipeline(prep, MLPClassifier((7,), "relu", max_iter=80, random_state=2)).fit(table, y)
    imputer, scale = prep.named_transformers_["n"][0], prep.named_transformers_["n"][1]
    hot, net = prep.named_transformers_["c"], pipe[1]
    ml = {"domain": "ai.onnx.ml"}
    nodes = [helper.make_node("Concat", ["age", "fare"], ["merged_columns"], "Concat", axis=1),
             helper.make_node("Imputer", ["merged_columns"], ["imputed"], "Imputer", imputed_value_floats=imputer.statistics_.astype(numpy.float32).tolist(), replaced_value_float=float("nan"), **ml),
             helper.make_node("Scaler", ["imputed"], ["scaled"], "Scaler", offset=scale.mean_.astype(numpy.float32).tolist(), scale=(1 / scale.scale_).astype(numpy.float32).tolist(), **ml),
             helper.make_node("OneHotEncoder", ["port"], ["port_hot"], "OneHotEncoder", cats_strings=hot.categories_[0].tolist(), zeros=1, **ml),
             helper.make_node("OneHotEncoder", ["deck"], ["deck_hot"], "OneHotEncoder1", cats_int64s=hot.categories_[1].tolist(), zeros=1, **ml),
             helper.make_node("Concat", ["port_hot", "deck_hot"], ["hot3"], "Concat1", axis=2),
             helper.make_node("Reshape", ["hot3", "shape_hot"], ["hot"], "Reshape1"),
             helper.make_node("Concat", ["scaled", "hot"], ["transformed_column"], "Concat2", axis=1)]
    tensors = {"shape_hot": numpy.array([-1, 6], numpy.int64)}
    last = mlp(net, "transformed_column", nodes, tensors)
    outputs = classes(nodes, tensors, net, last, net.classes_)
    inputs = [helper.make_tensor_value_info("age", TensorProto.FLOAT, [None, 1]), helper.make_tensor_value_info("fare", TensorProto.FLOAT, [None, 1]),
              helper.make_tensor_value_info("port", TensorProto.STRING, [None, 1]), helper.make_tensor_value_info("deck", TensorProto.INT64, [None, 1])]
    graph("columns", nodes, inputs, outputs, tensors)
    rows("columns", ["age", "fare", "port", "deck", "label", "p_0", "p_1"], [age.tolist(), fare.tolist(), port.tolist(), deck.tolist()], [y.tolist(), *pipe.predict_proba(table).T.tolist()])


def regression():
    """Sub and Div for scaling, codes of texts as numbers, a regression."""
    random = numpy.random.RandomState(6)
    a, b = numpy.round(random.normal(3, 2, 100), 3), numpy.round(random.normal(-1, 0.5, 100), 3)
    size = random.choice(["small", "large", "huge"], 100)
    code = numpy.array([{"small": 0, "large": 1, "huge": 2}[s] for s in size], float)
    x = numpy.stack([(a - 3) / 2, (b + 1) / 0.5, code], 1)
    y = x @ [1, -2, 3] + 5
    net = MLPRegressor((6,), "logistic", max_iter=200, random_state=3, solver="lbfgs").fit(x, y)
    nodes = [helper.make_node("Concat", ["a", "b"], ["ab"], "Concat", axis=1), helper.make_node("Sub", ["ab", "mean"], ["sub"], "Sub"), helper.make_node("Div", ["sub", "std"], ["div"], "Div"),
             helper.make_node("LabelEncoder", ["size"], ["code"], "LabelEncoder", domain="ai.onnx.ml", keys_strings=["small", "large", "huge"], values_int64s=[0, 1, 2], default_int64=-1),
             helper.make_node("Cast", ["code"], ["code_float"], "Cast", to=TensorProto.FLOAT), helper.make_node("Concat", ["div", "code_float"], ["all"], "Concat1", axis=1)]
    tensors = {"mean": numpy.array([3, -1], numpy.float32), "std": numpy.array([2, 0.5], numpy.float32), "shape": numpy.array([-1, 1], numpy.int64)}
    last = mlp(net, "all", nodes, tensors)
    nodes.append(helper.make_node("Reshape", [last, "shape"], ["variable"], "Reshape"))
    made = helper.make_graph(nodes, "regression", [helper.make_tensor_value_info(n, t, [None, 1]) for n, t in (("a", 1), ("b", 1), ("size", 8))],
                             [helper.make_tensor_value_info("variable", 1, [None, 1])], [numpy_helper.from_array(v, k) for k, v in tensors.items()])
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 15), helper.make_opsetid("ai.onnx.ml", 2)], producer_name="skl2onnx-like", ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, "sklearn_regression.onnx")
    rows("regression", ["a", "b", "size", "y", "prediction"], [a.tolist(), b.tolist(), size.tolist()], [y.tolist(), net.predict(x).tolist()])


def node_tests(data):
    wanted = re.compile(r"test_(celu|elu|selu|relu|leakyrelu|thresholdedrelu|prelu|hardsigmoid|hardswish|sigmoid|tanh|softplus|softsign|shrink|clip|erf|exp|atan|sin|cos|abs|neg|identity|softmax|"
                        r"logsoftmax|hardmax|gemm|matmul|batchnorm|layer_normalization|dropout|flatten)(_|$)|test_(ELU|GLU|LeakyReLU|Linear|LogSoftmax|PReLU|ReLU|SELU|Sigmoid|Softmax|Softmin|"
                        r"Softplus|Softsign|Tanh|operator_addmm|operator_mm|operator_clip|operator_selu)")
    with zipfile.ZipFile("node_tests.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for folder in sorted(path for kind in ("node", "pytorch-converted", "pytorch-operator") for path in (data / kind).iterdir()):
            first = folder / "test_data_set_0"
            if not wanted.match(folder.name) or not first.exists() or sum(file.stat().st_size for file in first.iterdir()) > 40_000:
                continue
            for file in [folder / "model.onnx", *sorted(first.glob("input_*.pb")), first / "output_0.pb"]:
                out.writestr(zipfile.ZipInfo(f"{folder.name}/{file.name}"), file.read_bytes(), zipfile.ZIP_DEFLATED, 9)


torch_models()
scaled()
normalized()
columns()
regression()
node_tests(pathlib.Path(sys.argv[1]))
