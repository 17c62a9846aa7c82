"""paperkg: abstracts in, a typed and evidence-linked knowledge graph out."""
