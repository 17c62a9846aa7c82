"""The names under which entities go."""

import pytest

from extractors.entities import heading


@pytest.mark.parametrize(
    ("surfaces", "name"),
    [
        (["Proximal Policy Optimization", "PPO"], "PPO"),
        (["World Models", "world models", "world model"], "world model"),
        (["Robotic Manipulation", "robot manipulation", "manipulation"], "robot manipulation"),
        (["manipulation"], "manipulation"),
        (["OwlNET", "owlnet"], "OwlNET"),
        (["Deep RL", "RL", "deep RL"], "RL"),
    ],
)
def test_heading_is_what_the_field_would_say(surfaces: list[str], name: str) -> None:
    assert heading(surfaces) == name
    assert heading(reversed(surfaces)) == name
