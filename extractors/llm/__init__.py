"""The extractor ``llm``: a language model of somebody's reads the abstract, and we check it.

It runs wherever the OpenAI protocol is spoken: on this machine or at a provider. ``settings`` say
where, ``prompt`` says what to look for, ``endpoint`` asks, ``answer`` reads what comes back,
``checking`` keeps what the text bears out, and ``costs`` are counted. ``docs/llm.md`` is for users.
"""

from extractors.llm.reading import LlmExtractor
from extractors.llm.settings import from_environment


def load() -> LlmExtractor:
    """The extractor, ready to ask; nothing is sent yet.

    Raises:
        PluginError: if the environment lacks a setting or has one that makes no sense.
    """
    return LlmExtractor(from_environment())
