// What $method builds on, and what that builds on in turn.
MATCH path = (m {name: $method})-[:BUILDS_ON*1..3]->(ancestor)
RETURN ancestor.name AS ancestor, min(length(path)) AS generation, ancestor.papers AS papers
ORDER BY generation, ancestor
