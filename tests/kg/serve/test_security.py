"""Only the user's own page and programs are answered."""

import httpx
import pytest


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example:80", "127.0.0.1.evil.example", "evil.example:8765"],
)
def test_a_name_that_points_to_us_is_not_ours(client: httpx.Client, host: str) -> None:
    answer = client.get("/api/queries", headers={"Host": host})
    assert answer.status_code == 403
    assert host.partition(":")[0] in answer.json()["error"]


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:8765", "[::1]:80"])
def test_addresses_and_localhost_are_ours(client: httpx.Client, host: str) -> None:
    assert client.get("/api/queries", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1"])
def test_other_sites_are_not_answered(client: httpx.Client, origin: str) -> None:
    headers = {"Origin": origin}
    body = {"cypher": "RETURN 1 AS x"}
    assert client.post("/api/query", json=body, headers=headers).status_code == 403
    refused = client.options("/api/query", headers={**headers, "Access-Control-Request-Method": ""})
    assert refused.status_code == 403
    assert not any(name.startswith("access-control") for name in refused.headers)


def test_our_own_page_is_answered(client: httpx.Client, address: str) -> None:
    body = {"cypher": "RETURN 1 AS x"}
    assert client.post("/api/query", json=body, headers={"Origin": address}).status_code == 200


def test_a_form_of_another_site_cannot_ask(client: httpx.Client) -> None:
    """A browser sends these types without asking us first."""
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        answer = client.post(
            "/api/query", content=b'{"cypher": "RETURN 1"}', headers={"Content-Type": kind}
        )
        assert answer.status_code == 415


@pytest.mark.parametrize("path", ["/api/queries", "/api/node", "/nowhere", "/"])
def test_every_answer_tells_the_browser_to_be_strict(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(
        part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["form-action"] == policy["base-uri"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers
