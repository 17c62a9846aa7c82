"""An endpoint that speaks the protocol of OpenAI, on this machine.

A real HTTP server on loopback. What its model says is a function of the text; it keeps a list of
what it was asked, and misbehaves when told to. Run by itself it serves until it is killed.
"""

import json
import re
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.services import Fault, Handler, serving

KEY = "sk-a-secret-key"
MODEL = "parrot-7b"
SENT, RECEIVED = 1000, 100
"""The tokens of each answer, as the endpoint says."""

Body = dict[str, Any]

NAME = re.compile(r"\b[A-Z]\w*[A-Z0-9][\w-]*")
FIGURE = re.compile(r"\d+(?:\.\d+)?%?")


def answer(*entities: Any, relations: Any = (), results: Any = ()) -> str:
    """The JSON of an answer with these parts."""
    return json.dumps({"entities": entities, "relations": relations, "results": results})


def naive(text: str) -> str:
    """What a simple mind says of numbered sentences: names by their looks, and too much of them."""
    names = list(dict.fromkeys(NAME.findall(text)))
    kinds = ["Benchmark" if "Bench" in name else "Method" for name in names]
    lines = [line.partition(": ") for line in text.split("\n")]
    entities = [
        {"id": f"n{number}", "type": kind, "names": [name, f"{name}s"], "new": number == 0}
        for number, (name, kind) in enumerate(zip(names, kinds, strict=True))
    ]
    relations = [
        {"head": f"n{one}", "relation": label, "tail": f"n{two}", "outcome": None, "sentence": at}
        for at, (_, _, line) in enumerate(lines)
        for one, two in zip(range(len(names)), range(1, len(names)), strict=False)
        if names[one] in line
        for label in ("EVALUATED_ON", "USES", "COMPARED_WITH")
    ]
    results = [
        {"value": figure, "subject": "n0", "on": f"n{len(names) - 1}", "metric": None}
        for _, _, line in lines
        for figure in FIGURE.findall(line)
    ]
    return answer(*entities, relations=relations, results=results)


def text_of(body: Body) -> str:
    """The numbered sentences that a request shows the model last."""
    return str([each["content"] for each in body["messages"] if each["role"] == "user"][-1])


@dataclass
class Endpoint:
    """The model ``says`` something of a text; ``trouble`` is the fault that befalls a request."""

    says: Callable[[str], str] = naive
    trouble: Callable[[Body], Fault | None] = lambda body: None
    asked: list[Body] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    url: str = ""

    def environment(self) -> dict[str, str]:
        """What makes the extractor ask this server, without waiting."""
        return {
            "OPENAI_BASE_URL": f"{self.url}/v1",
            "OPENAI_API_KEY": KEY,
            "PAPERKG_LLM_MODEL": MODEL,
            "PAPERKG_LLM_PAUSE": "0.001",
        }


def in_turn(*faults: Fault | None) -> Callable[[Body], Fault | None]:
    """One fault for each request, until there are no more."""
    waiting = list(faults)
    return lambda body: waiting.pop(0) if waiting else None


class _Handler(Handler):
    def respond(self, body: Any) -> None:
        endpoint: Endpoint = self.server.services
        assert self.path == "/v1/chat/completions"
        endpoint.asked.append(body)
        endpoint.headers.append(dict(self.headers))
        fault = endpoint.trouble(body) or Handler.whole
        fault(self, completion(endpoint.says(text_of(body))))


def completion(said: str) -> bytes:
    """The response in which a model says something."""
    choice = {
        "index": 0,
        "finish_reason": "stop",
        "message": {"role": "assistant", "content": said},
    }
    usage = {"prompt_tokens": SENT, "completion_tokens": RECEIVED}
    made = {"id": "1", "object": "chat.completion", "model": MODEL, "usage": usage}
    return json.dumps({**made, "choices": [choice]}).encode()


@contextmanager
def endpoint_at_work(endpoint: Endpoint) -> Iterator[Endpoint]:
    """Serve until the block ends."""
    with serving(endpoint, _Handler):
        yield endpoint


if __name__ == "__main__":
    with endpoint_at_work(Endpoint()) as running:
        print(json.dumps(running.environment()), flush=True)
        signal.pause()
