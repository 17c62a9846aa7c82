"""Fetching: papers from the services that publish them, asked politely and never twice.

A service is a module with the names of :class:`kg.fetching.service.Service`, found by entry point
(``kg.services``). It says what to ask for and reads the answers with the readers' own functions;
:mod:`kg.fetching.client` does the asking, :mod:`kg.fetching.answers` keeps what was answered until
the task is done, and :mod:`kg.fetching.fetch` puts them together.
"""
