"""The exceptions that paperkg raises on purpose; each message is one sentence for the user.

::

    PaperkgError
    ├── SourceError      an input that cannot be read
    ├── AnnotationError  an annotation that breaks the schema or does not fit its paper
    ├── PluginError      a reader, extractor or loader that is not there or does not load
    ├── GraphError       a graph that cannot be opened, locked or written
    ├── QueryError       a Cypher query that the database refuses
    ├── NotFoundError    a name that the graph does not hold
    ├── LoadError        a target that a loader cannot write
    ├── FetchError       a service that does not give what is asked of it
    └── SparkError       Spark that is not there, does not start or gives up
"""


class PaperkgError(Exception):
    """Root of all of them: catch this to catch what paperkg reports."""


class SourceError(PaperkgError):
    """An input cannot be read: missing, empty, of unknown format, wrongly encoded."""


class AnnotationError(PaperkgError):
    """An annotation breaks the schema or names what its paper does not hold."""


class PluginError(PaperkgError):
    """No reader, extractor or loader of that name, or its package fails to import."""


class GraphError(PaperkgError):
    """The graph's file cannot be opened, is locked by another build, or cannot be written."""


class QueryError(PaperkgError):
    """The database refuses a query; the message shows where."""


class NotFoundError(PaperkgError):
    """The graph holds no node of that name; the message suggests near ones."""


class LoadError(PaperkgError):
    """A loader cannot write its target."""


class SparkError(PaperkgError):
    """Spark is not installed, does not start, or gave up on a task."""


class FetchError(PaperkgError):
    """A service cannot be asked for that, refuses, or does not answer as it should."""
