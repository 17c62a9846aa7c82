"""Writes the encoder's layers as an ONNX graph with int8 weights.

The graph is put together by hand: it is short, its shapes are free in the length of the text, and
nothing depends on how a tracer of the day sees the model.
"""

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.joint.encoder import Encoder

_OPSET = 20


class _Graph:
    """Nodes and weights in the order in which they are added."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def add(self, kind: str, *inputs: str, outputs: int = 1, **attributes: object) -> list[str]:
        names = [f"v{len(self.nodes)}_{number}" for number in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names

    def one(self, kind: str, *inputs: str, **attributes: object) -> str:
        return self.add(kind, *inputs, **attributes)[0]

    def weight(self, value: NDArray[np.generic]) -> str:
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def linear(self, x: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        product = self.one("MatMul", x, self.weight(weight.T))
        return self.one("Add", product, self.weight(bias))

    def norm(
        self, x: str, weight: NDArray[np.float32], bias: NDArray[np.float32], eps: float
    ) -> str:
        scale, shift = self.weight(weight), self.weight(bias)
        return self.one("LayerNormalization", x, scale, shift, axis=-1, epsilon=eps)


def _graph(encoder: Encoder) -> onnx.ModelProto:
    """From ``embedded`` [L, hidden] and ``bias`` [heads, L, L] to ``vectors`` [L, hidden]."""
    config = encoder.config
    state = {name: value.detach().numpy() for name, value in encoder.state_dict().items()}
    graph = _Graph()

    def pair(name: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        return state[f"{name}.weight"], state[f"{name}.bias"]

    size = config.hidden // config.heads
    by_head = graph.weight(np.array([0, 3, config.heads, size], dtype=np.int64))
    joined = graph.weight(np.array([0, config.hidden], dtype=np.int64))
    scale = graph.weight(np.array(size**-0.5, dtype=np.float32))
    axis = graph.weight(np.array([0], dtype=np.int64))
    x = graph.norm("embedded", *pair("norm"), config.epsilon)
    for number in range(config.layers):
        layer = f"layers.{number}."
        qkv = graph.one("Reshape", graph.linear(x, *pair(layer + "qkv")), by_head)
        parts = graph.add(
            "Split",
            graph.one("Transpose", qkv, perm=[1, 2, 0, 3]),
            outputs=3,
            axis=0,
            num_outputs=3,
        )
        q, k, v = (graph.one("Squeeze", part, axis) for part in parts)
        scores = graph.one(
            "MatMul", graph.one("Mul", q, scale), graph.one("Transpose", k, perm=[0, 2, 1])
        )
        weights = graph.one("Softmax", graph.one("Add", scores, "bias"), axis=-1)
        mixed = graph.one("Transpose", graph.one("MatMul", weights, v), perm=[1, 0, 2])
        out = graph.linear(graph.one("Reshape", mixed, joined), *pair(layer + "out"))
        x = graph.norm(graph.one("Add", x, out), *pair(layer + "norm_attention"), config.epsilon)
        inner = graph.one("Gelu", graph.linear(x, *pair(layer + "up")))
        down = graph.linear(inner, *pair(layer + "down"))
        x = graph.norm(graph.one("Add", x, down), *pair(layer + "norm_inner"), config.epsilon)
    graph.nodes.append(helper.make_node("Identity", [x], ["vectors"]))

    def tensor(name: str, shape: list[str | int]) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)

    inputs = [tensor("embedded", ["L", config.hidden]), tensor("bias", [config.heads, "L", "L"])]
    outputs = [tensor("vectors", ["L", config.hidden])]
    model = helper.make_model(
        helper.make_graph(graph.nodes, "encoder", inputs, outputs, graph.weights),
        opset_imports=[helper.make_opsetid("", _OPSET)],
        ir_version=10,
    )
    onnx.checker.check_model(model, full_check=True)
    return model


def write_encoder(encoder: Encoder, path: Path, quantized: bool = True) -> None:
    """Write the layers of ``encoder`` to ``path``, their weights in int8 with a scale a column."""
    model = _graph(encoder)
    if not quantized:
        onnx.save(model, path)
        return
    quantize_dynamic(
        model, path, op_types_to_quantize=["MatMul"], per_channel=True, weight_type=QuantType.QInt8
    )
