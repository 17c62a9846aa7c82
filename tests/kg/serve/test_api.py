"""The API answers as the library does, over a real connection."""

import json
from typing import Any

import httpx
import jsonschema
import pytest

from kg.card import card
from kg.graph import Graph
from kg.leaderboard import leaderboard
from kg.matrix import Order, matrix
from kg.neighbours import neighbours
from kg.questions import questions

ASKED = {
    "search": {"text": "wind"},
    "node": {"name": "Kite"},
    "neighbours": {"name": "Kite", "labels": ["COMPARED_WITH", "TRAINED_ON"]},
    "matrix": {"order": "cluster", "rows": 3},
    "leaderboard": {"name": "WindBench"},
    "paper": {"name": "2403.00002"},
    "queries": {},
}


def ask(client: httpx.Client, question: str, **parameters: Any) -> Any:
    answer = client.get(f"/api/{question}", params=parameters)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def query(client: httpx.Client, cypher: str, **parameters: Any) -> httpx.Response:
    return client.post("/api/query", json={"cypher": cypher, "parameters": parameters})


def test_answers_are_those_of_the_library(client: httpx.Client, birds: Graph) -> None:
    expected = {
        "node": card(birds, "model:kite"),
        "neighbours": neighbours(birds, "model:kite", ["COMPARED_WITH", "TRAINED_ON"]),
        "matrix": matrix(birds, rows=3, order=Order.CLUSTER),
        "leaderboard": leaderboard(birds, "benchmark:windbench"),
        "paper": card(birds, "paper:2403.00002", 50),
    }
    for name, answer in expected.items():
        assert ask(client, name, **ASKED[name]) == json.loads(answer.model_dump_json())


def test_search_suggests_names(client: httpx.Client) -> None:
    assert [hit["key"] for hit in ask(client, "search", text="windb")] == ["benchmark:windbench"]
    assert ask(client, "search", text="kite", label="Paper", limit=1) == [
        {
            "key": "paper:2403.00002",
            "label": "Paper",
            "name": "Kite: Gliding over Long Texts",
            "aliases": [],
            "papers": 1,
        }
    ]


@pytest.mark.parametrize("name", ASKED)
def test_answers_are_as_described(client: httpx.Client, name: str) -> None:
    document = ask(client, "openapi.json")
    response = document["paths"][f"/api/{name}"]["get"]["responses"]["200"]
    schema = response["content"]["application/json"]["schema"]
    answer = ask(client, name, **ASKED[name])
    jsonschema.validate(answer, {**schema, "components": document["components"]})


def test_the_description_has_every_parameter(client: httpx.Client) -> None:
    paths = ask(client, "openapi.json")["paths"]
    assert set(paths) == {f"/api/{name}" for name in [*ASKED, "query"]}
    for name, given in ASKED.items():
        described = paths[f"/api/{name}"]["get"]["parameters"]
        assert set(given) <= {parameter["name"] for parameter in described}
    body = paths["/api/query"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert set(body["properties"]) == {"cypher", "parameters"}


def test_a_query_gives_columns_and_rows(client: httpx.Client) -> None:
    cypher = "MATCH (m:Model) WHERE m.name = $name RETURN m.key AS key, m.papers AS papers"
    assert query(client, cypher, name="Heron").json() == {
        "columns": ["key", "papers"],
        "rows": [["model:heron", 2]],
        "truncated": False,
    }


def test_the_questions_can_be_asked(client: httpx.Client) -> None:
    listed = ask(client, "queries")
    assert [item["title"] for item in listed] == [question.title for question in questions()]
    for item in listed:
        answer = query(client, item["cypher"], **item["parameters"])
        assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/api/node?name=Kitte", 404, "no node is called Kitte; did you mean Kite"),
        ("/api/leaderboard?name=Kite", 404, "no Benchmark or Dataset or Task is called Kite"),
        ("/api/node", 400, "name: Missing required argument"),
        ("/api/node?name=Kite&limit=0", 400, "limit: Input should be greater than"),
        ("/api/node?name=Kite&colour=red", 400, "colour: Unexpected keyword argument"),
        ("/api/matrix?order=x", 400, "order: Input should be 'support', 'date' or 'cluster'"),
        ("/api/unheard", 404, "Not Found"),
        ("/../../etc/passwd", 404, "Not Found"),
        ("/api/query", 405, "Method Not Allowed"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    client: httpx.Client, path: str, status: int, sentence: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert sentence in answer.json()["error"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b"\xff", 400),
        (b"[" * 10_000, 400),
        (b'{"cypher": 3}', 400),
        (b'{"cypher": "RETURN $x", "parameters": {"x": [1, "a"]}}', 400),
        (b'{"cypher": "RETURN $x", "parameters": {"x": 1000000000000000000000}}', 400),
        (b'{"cypher": "RETURN $x", "parameters": {"x": "\\ud800"}}', 400),
        (b" " * 70_000 + b"{}", 413),
    ],
)
def test_a_bad_body_is_refused(client: httpx.Client, body: bytes, status: int) -> None:
    headers = {"Content-Type": "application/json"}
    answer = client.post("/api/query", content=body, headers=headers)
    assert answer.status_code == status
    assert answer.json()["error"]


@pytest.mark.parametrize(
    "cypher",
    ["MATCH (n RETURN n", "CHECKPOINT", "MATCH (n) DELETE n", "LOAD FROM '/etc/passwd' RETURN *"],
)
def test_a_query_that_is_refused_says_why(client: httpx.Client, cypher: str) -> None:
    answer = query(client, cypher)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_names_and_texts_stay_as_they_are(client: httpx.Client) -> None:
    hostile = "</script><img src=x onerror=alert(1)>\u2028\U0001f9ca"
    assert query(client, "RETURN $x AS x", x=hostile).json()["rows"] == [[hostile]]
    assert hostile in client.get("/api/node", params={"name": hostile}).json()["error"]
