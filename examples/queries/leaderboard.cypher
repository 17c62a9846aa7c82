// Leaderboard of $benchmark, metric by metric: figures of different metrics are not compared.
MATCH (p:Paper)-[:REPORTS]->(r:Result)-[:`ON`]->(b {name: $benchmark})
MATCH (r)-[:OF]->(m)
OPTIONAL MATCH (r)-[:MEASURED_BY]->(k:Metric)
WITH m, r, p, coalesce(k.name, 'no metric named') AS metric
WHERE r.number IS NOT NULL AND NOT r.value STARTS WITH '+'
RETURN metric, m.name AS method, max(r.number) AS best, p.title AS paper
ORDER BY metric, best DESC, method, paper
