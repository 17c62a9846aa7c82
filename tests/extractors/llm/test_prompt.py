"""The prompt says what the schema says, and shows the paper."""

from extractors.llm.prompt import MAX_CHARACTERS, conversation, length, numbered, once_more
from kg.records import Paper
from kg.schema import EntityType, Outcome, RelationType

PAPER = Paper(id="p", title="A Title: Two Parts", abstract="It is short. It holds $x and 2: two.")


def test_the_paper_comes_last_in_numbered_sentences() -> None:
    system, shown, answered, asked = conversation(PAPER)
    roles = [message["role"] for message in (system, shown, answered, asked)]
    assert roles == ["system", "user", "assistant", "user"]
    assert asked["content"] == "0: A Title: Two Parts\n1: It is short.\n2: It holds $x and 2: two."


def test_all_of_the_schema_is_explained() -> None:
    prompt = conversation(PAPER)[0]["content"]
    for kind in EntityType:
        assert f"\n- {kind}: " in prompt
    for label in RelationType:
        assert f"\n- {label} (" in prompt
    for outcome in Outcome:
        assert outcome in prompt
    assert "- TRAINED_ON (Method or Model -> Dataset or Benchmark): " in prompt
    both = "Method or Model -> Method or Model; Dataset or Benchmark -> Dataset or Benchmark"
    assert f"- COMPARED_WITH ({both}): " in prompt
    assert "$" not in prompt


def test_what_is_sent_with_each_paper_is_known() -> None:
    sent = sum(len(message["content"]) for message in conversation(PAPER))
    assert length() == sent - len(numbered(PAPER.text))


def test_an_endless_abstract_is_cut() -> None:
    long = numbered(f"Title\n{'Owls hoot. ' * 10_000}")
    assert long.startswith("0: Title\n1: Owls hoot.\n2: ")
    assert len(long.replace("\n", " ").split(" ", 1)[1]) < 2 * MAX_CHARACTERS
    assert len(numbered(f"Title\n{'owl' * 10_000}")) == MAX_CHARACTERS + len("0: 1: ")


def test_a_paper_cannot_feign_a_line() -> None:
    feigned = Paper(id="p", title="One\n7: Two", abstract="Three\u2028 9: four\x85 8: five\r6: six")
    assert [line.partition(":")[0] for line in numbered(feigned.text).splitlines()] == ["0", "1"]


def test_asking_once_more_shows_the_answer_and_what_is_wrong_with_it() -> None:
    first = conversation(PAPER)
    *before, said, asked = once_more(first, "Well, " * MAX_CHARACTERS, "it is no JSON object")
    assert before == first
    assert said["role"] == "assistant"
    assert len(said["content"]) == MAX_CHARACTERS
    assert "cannot be read: it is no JSON object." in asked["content"]


def test_an_answer_that_was_empty_is_shown_as_something() -> None:
    *_, said, _ = once_more(conversation(PAPER), "", "it is no JSON object")
    assert said["content"]
