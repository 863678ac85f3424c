"""Makes the files of weights in this folder: python3 make.py (PyTorch 1.13, NumPy 1.24; Debian packages python3-torch, python3-numpy).

One network, drawn from a fixed seed, as .npz (numpy.savez of its state_dict) and .safetensors (written here by the format's description, as Debian has
no package of it) in every type, under the names of nn.Sequential and under those of a module of one's own; rows.csv holds rows and what PyTorch predicts.
"""
import json
import struct

import numpy
import torch
from torch import nn


class Own(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.norm, self.slope, self.fc2, self.out = nn.Linear(3, 5), nn.BatchNorm1d(5), nn.PReLU(5), nn.Linear(5, 4), nn.Linear(4, 2)


def safetensors(path, tensors):
    kinds = {"float32": "F32", "float64": "F64", "float16": "F16", "int64": "I64", "uint16": "BF16"}
    header, at = {"__metadata__": {"format": "pt"}}, 0
    for name, value in sorted(tensors.items()):
        size = value.nbytes
        header[name] = {"dtype": kinds[str(value.dtype)], "shape": list(value.shape), "data_offsets": [at, at + size]}
        at += size
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for _, value in sorted(tensors.items()):
            file.write(value.tobytes())


def bfloat16(value):
    return value.view(torch.int16).numpy().view(numpy.uint16)


def main():
    torch.manual_seed(11)
    model = nn.Sequential(nn.Linear(3, 5), nn.BatchNorm1d(5), nn.PReLU(5), nn.Linear(5, 4), nn.LayerNorm(4), nn.Tanh(), nn.Linear(4, 2))
    with torch.no_grad():
        model(torch.randn(50, 3) * 2 + 1)
        for parameter in model.parameters():
            parameter.add_(0.1 * torch.randn(parameter.shape))
            # Few digits, which half of the bits hold: files of every type are the same network.
            parameter.copy_(parameter.to(torch.bfloat16).to(torch.float32))
        for name, buffer in model.named_buffers():
            if buffer.dtype == torch.float32:
                buffer.copy_(buffer.to(torch.bfloat16).to(torch.float32).clamp(-8, 8))
    model.eval()
    state = model.state_dict()
    plain = {name: value.numpy() for name, value in state.items()}
    numpy.savez("sequential.npz", **plain)
    numpy.savez_compressed("packed.npz", **{name: numpy.asfortranarray(value) for name, value in plain.items()})
    safetensors("float32.safetensors", plain)
    floats = {name: value for name, value in state.items() if value.dtype == torch.float32}
    rest = {name: value.numpy() for name, value in state.items() if value.dtype != torch.float32}
    safetensors("float64.safetensors", {**rest, **{name: value.double().numpy() for name, value in floats.items()}})
    safetensors("float16.safetensors", {**rest, **{name: value.half().numpy() for name, value in floats.items()}})
    safetensors("bfloat16.safetensors", {**rest, **{name: bfloat16(value.bfloat16()) for name, value in floats.items()}})
    numpy.savez("big_endian.npz", **{name: value.astype(value.dtype.newbyteorder(">")) for name, value in plain.items()})
    safetensors("named.safetensors", {"net." + {"0": "fc1", "1": "fc1_norm", "2": "fc1_slope", "3": "fc2", "4": "fc2_norm", "6": "out"}[name.split(".")[0]] + "." + name.split(".")[1]: value
                                      for name, value in plain.items()})
    x = torch.round(torch.randn(12, 3) * 1000) / 1000
    with torch.no_grad():
        y = model(x)
    with open("rows.csv", "w") as file:
        file.write("a,b,c,y0,y1\n")
        for row, out in zip(x.tolist(), y.tolist()):
            file.write(",".join(f"{value:.9g}" for value in row + out) + "\n")


main()
