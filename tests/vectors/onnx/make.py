"""Makes the small ONNX models of other makers in this folder: python3 make.py (PyTorch 1.13, onnx 1.12, NumPy; Debian packages python3-torch, python3-onnx).

Every model is drawn from a fixed seed. Beside each, NAME.csv holds rows and NAME.json what PyTorch itself counted: for each activation, per unit or
channel, the rows with z > 0 (a channel counts where any position does), the largest and the smallest z.
"""
import json
import warnings

import numpy
import onnx
import onnx.numpy_helper
import torch
from torch import nn

warnings.filterwarnings("ignore")
ROWS = 400


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.first, self.second = nn.Linear(width, width), nn.Linear(width, width)
        self.inner, self.outer = nn.ReLU(), nn.ReLU()

    def forward(self, x):
        return self.outer(x + self.second(self.inner(self.first(x))))


def dead(layer, units):
    """No input of the box can make them fire."""
    with torch.no_grad():
        for unit in units:
            layer.bias[unit] = -100.0
    return layer


def stuck(layer, units):
    with torch.no_grad():
        for unit in units:
            layer.bias[unit] = 50.0
    return layer


def twin(layer):
    with torch.no_grad():
        layer.weight[1] = 2 * layer.weight[0]
        layer.bias[1] = 2 * layer.bias[0]
    return layer


class Chain(nn.Sequential):
    """Remembers z of every activation."""


ACTIVATIONS = (nn.ReLU, nn.ReLU6, nn.SiLU, nn.GELU, nn.Hardswish, nn.Hardsigmoid, nn.Mish, nn.Tanh, nn.Sigmoid, nn.LeakyReLU, nn.ELU, nn.SELU,
               nn.CELU, nn.PReLU, nn.Softplus, nn.Softsign, nn.Hardtanh)


def record(model, x):
    seen, hooks = [], []

    def note(module, inputs, output):
        z = inputs[0].detach().float()
        z = z.reshape(z.shape[0], z.shape[1], -1)
        seen.append({
            "fired": (z > 0).any(2).sum(0).tolist(),
            "max_z": z.amax((0, 2)).tolist(),
            "min_z": z.amin((0, 2)).tolist(),
        })

    for module in model.modules():
        if isinstance(module, ACTIVATIONS):
            hooks.append(module.register_forward_hook(note))
    with torch.no_grad():
        y = model(x)
    for hook in hooks:
        hook.remove()
    return seen, y


def save(name, model, shape, opset=13, batch=None, half=False, target=False):
    model.eval()
    generator = torch.Generator().manual_seed(7)
    x = torch.randn((ROWS, *shape), generator=generator)
    x = torch.round(x * 1000) / 1000
    seen, _ = record(model, x)
    sample = x[: batch or 2]
    axes = {} if batch else {"x": {0: "N"}, "y": {0: "N"}}
    torch.onnx.export(model, sample, name + ".onnx", input_names=["x"], output_names=["y"], dynamic_axes=axes, opset_version=opset)
    proto = onnx.load(name + ".onnx")
    if half:
        proto = to_half(proto)
    onnx.checker.check_model(proto)
    onnx.save(proto, name + ".onnx")
    flat = x.reshape(ROWS, -1).numpy()
    names = [f"c{i}" for i in range(flat.shape[1])]
    if target:
        names.append("species")
        flat = numpy.concatenate([flat, (flat[:, :1] > 0).astype(numpy.float32)], 1)
    with open(name + ".csv", "w") as file:
        file.write(",".join(names) + "\n")
        for row in flat:
            file.write(",".join(f"{value:g}" for value in row) + "\n")
    with open(name + ".json", "w") as file:
        json.dump(seen, file)


def to_half(model):
    """Weights, inputs and outputs as float16, as converters do."""
    kind = onnx.TensorProto
    for tensor in model.graph.initializer:
        if tensor.data_type == kind.FLOAT:
            tensor.CopyFrom(onnx.numpy_helper.from_array(onnx.numpy_helper.to_array(tensor).astype(numpy.float16), tensor.name))
    for value in [*model.graph.input, *model.graph.output, *model.graph.value_info]:
        if value.type.tensor_type.elem_type == kind.FLOAT:
            value.type.tensor_type.elem_type = kind.FLOAT16
    for node in model.graph.node:
        for attribute in node.attribute:
            if attribute.name == "value" and attribute.t.data_type == kind.FLOAT:
                attribute.t.CopyFrom(onnx.numpy_helper.from_array(onnx.numpy_helper.to_array(attribute.t).astype(numpy.float16)))
    return model


def main():
    torch.manual_seed(1)
    save("dense", nn.Sequential(twin(dead(nn.Linear(4, 12), [3, 7])), nn.ReLU(), nn.Linear(12, 8), nn.LeakyReLU(0.1), stuck(nn.Linear(8, 6), [0, 1, 2, 3, 4, 5]), nn.Tanh(),
                                nn.Linear(6, 3), nn.Softmax(1)), (4,), target=True)
    torch.manual_seed(2)
    save("dense_batch_norm", nn.Sequential(nn.Linear(4, 10), nn.BatchNorm1d(10), nn.ReLU(), nn.Dropout(0.5), nn.Linear(10, 1)), (4,))
    torch.manual_seed(3)
    save("convolution", nn.Sequential(dead(nn.Conv2d(1, 6, 3), [2]), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 5, 2), nn.BatchNorm2d(5), nn.ReLU6(), nn.Flatten(),
                                      nn.Linear(20, 7), nn.SiLU(), nn.Linear(7, 3)), (1, 8, 8))
    torch.manual_seed(4)
    save("residual", nn.Sequential(nn.Linear(5, 8), Residual(8), Residual(8), nn.Linear(8, 2)), (5,))
    torch.manual_seed(5)
    every = [nn.SiLU(), nn.GELU(), nn.Hardswish(), nn.Hardsigmoid(), nn.Mish(), nn.Sigmoid(), nn.ELU(0.7), nn.SELU(), nn.CELU(1.5), nn.PReLU(6), nn.Softplus(),
             nn.Softsign(), nn.Hardtanh(-2, 2), nn.ReLU6()]
    layers = [layer for function in every for layer in (nn.Linear(6, 6), function)]
    save("every_activation", nn.Sequential(*layers, nn.Linear(6, 2)), (6,))
    torch.manual_seed(5)
    save("opset9", nn.Sequential(nn.Linear(6, 6), nn.Hardtanh(0, 6), nn.Linear(6, 6), nn.GELU(), nn.Linear(6, 2)), (6,), opset=9)
    torch.manual_seed(6)
    save("fixed_batch", nn.Sequential(dead(nn.Linear(3, 5), [4]), nn.ReLU(), nn.Linear(5, 2)), (3,), batch=7)
    torch.manual_seed(7)
    save("half", nn.Sequential(dead(nn.Linear(3, 5), [4]), nn.ReLU(), nn.Linear(5, 4), nn.SiLU(), nn.Linear(4, 2)), (3,), half=True)


main()
