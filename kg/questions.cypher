// The questions of docs/queries.md: a title, the parameters with values that the examples answer,
// and a query that runs on the embedded database and on Neo4j 5.

//// Who leads on a benchmark?
// $benchmark = "ImageNet"
MATCH (p:Paper)-[:REPORTS]->(r:Result)-[:`ON`]->(b {name: $benchmark}), (r)-[:OF]->(m)
MATCH (r)-[:MEASURED_BY]->(k:Metric)
WHERE r.number IS NOT NULL AND NOT r.value STARTS WITH '+'
RETURN k.name AS metric, m.name AS method, r.value AS value, p.title AS paper
ORDER BY metric, r.number DESC, method, value, paper

//// What beats a method on a benchmark?
// $name = "DeiT"
// $benchmark = "ImageNet"
MATCH (x {name: $name})<-[:OF]-(mine:Result)-[:`ON`]->(b {name: $benchmark}),
      (mine)-[:MEASURED_BY]->(k:Metric)
WHERE NOT mine.value STARTS WITH '+'
WITH b, k, max(mine.number) AS own
MATCH (m)<-[:OF]-(r:Result)-[:`ON`]->(b), (r)-[:MEASURED_BY]->(k)
WHERE r.number > own AND NOT r.value STARTS WITH '+'
RETURN m.name AS method, k.name AS metric, max(r.number) AS best, own
ORDER BY metric, best DESC, method

//// What is said to beat a method?
// $name = "BERT"
MATCH (m)-[c:COMPARED_WITH {outcome: 'better'}]->(x {name: $name})
RETURN m.name AS method, c.support AS papers, c.sentence AS sentence
ORDER BY papers DESC, method

//// Which metrics are used on a benchmark?
// $benchmark = "ImageNet"
MATCH (k:Metric)<-[:MEASURED_BY]-(r:Result)-[:`ON`]->(b {name: $benchmark})
RETURN k.name AS metric, count(DISTINCT r) AS figures
ORDER BY figures DESC, metric

//// Who is faster or smaller, and by how much?
// $unit = "%"
MATCH (p:Paper)-[e:REPORTS]->(r:Result {unit: $unit})-[:OF]->(m)
WHERE NOT EXISTS { MATCH (r)-[:MEASURED_BY]->(:Metric) }
RETURN m.name AS method, r.value AS value, e.sentence AS sentence
ORDER BY method, value, sentence
LIMIT 5

//// Which methods have no result on a benchmark yet?
// $benchmark = "COCO"
// $task = "object detection"
MATCH (m)-[:ADDRESSES]->(t:Task {name: $task})
WHERE NOT EXISTS { MATCH (m)<-[:OF]-(:Result)-[:`ON`]->({name: $benchmark}) }
RETURN m.name AS method, m.papers AS papers
ORDER BY papers DESC, method

//// Who introduced it?
// $name = "LoRA"
MATCH (p:Paper)-[i:INTRODUCES]->(n {name: $name})
RETURN p.title AS paper, p.date AS date, i.sentence AS sentence
ORDER BY paper

//// What does a method build on?
// $name = "ELECTRA-Large"
MATCH path = (m {name: $name})-[:BUILDS_ON*1..3]->(ancestor)
RETURN ancestor.name AS ancestor, min(length(path)) AS generation
ORDER BY generation, ancestor

//// What grew out of a method?
// $name = "Transformer"
MATCH path = (m)-[:BUILDS_ON*1..3]->(ancestor {name: $name})
RETURN m.name AS descendant, min(length(path)) AS generation
ORDER BY generation, descendant

//// Which methods are compared most?
MATCH (a)-[c:COMPARED_WITH]-(b)
WHERE a.key < b.key
RETURN a.name AS one, b.name AS other, sum(c.support) AS times
ORDER BY times DESC, one, other
LIMIT 5

//// Which methods are used together?
MATCH (x)-[:USES]->(a), (x)-[:USES]->(b)
WHERE a.key < b.key
RETURN a.name AS one, b.name AS other, count(DISTINCT x) AS times
ORDER BY times DESC, one, other
LIMIT 5

//// What do papers say of two things?
// $one = "ALBERT"
// $other = "BERT"
MATCH (a {name: $one})-[e]-(b {name: $other})
RETURN DISTINCT e.sentence AS sentence, coalesce(e.outcome, '') AS outcome, e.support AS papers
ORDER BY sentence, outcome, papers

//// Which methods are tried on most benchmarks?
MATCH (m)-[:EVALUATED_ON]->(b)
RETURN m.name AS method, count(DISTINCT b) AS benchmarks
ORDER BY benchmarks DESC, method
LIMIT 5

//// What was it trained on?
// $name = "T5"
MATCH (m {name: $name})-[t:TRAINED_ON]->(d)
RETURN d.name AS data, t.support AS papers, t.sentence AS sentence
ORDER BY data

//// Which datasets and benchmarks are there for a task?
// $task = "question answering"
MATCH (d)-[:BENCHMARK_FOR]->(t:Task {name: $task})
RETURN d.name AS data, d.papers AS papers, d.first AS first
ORDER BY papers DESC, data

//// For which tasks do most new benchmarks appear?
MATCH (p:Paper)-[:INTRODUCES]->(b)-[:BENCHMARK_FOR]->(t:Task)
RETURN t.name AS task, count(DISTINCT b) AS benchmarks
ORDER BY benchmarks DESC, task
LIMIT 5

//// Which benchmarks are nearly solved?
// $enough = 90
MATCH (r:Result {unit: '%'})-[:`ON`]->(b), (r)-[:OF]->(m)
WHERE r.number >= $enough AND NOT r.value STARTS WITH '+'
RETURN b.name AS benchmark, max(r.number) AS best, count(DISTINCT m) AS methods
ORDER BY best DESC, benchmark

//// Which papers introduce both a benchmark and a method?
MATCH (m)<-[:INTRODUCES]-(p:Paper)-[:INTRODUCES]->(b)
WHERE (m.key STARTS WITH 'method:' OR m.key STARTS WITH 'model:')
  AND (b.key STARTS WITH 'benchmark:' OR b.key STARTS WITH 'dataset:')
RETURN p.title AS paper, m.name AS method, b.name AS benchmark
ORDER BY paper, method, benchmark

//// What is new since a day?
// $since = "2023-06-01"
MATCH (p:Paper)-[:INTRODUCES]->(n)
WHERE p.date >= date($since)
RETURN p.date AS date, n.name AS name, p.title AS paper
ORDER BY date DESC, name, paper

//// Which names are on the rise?
// $since = "2018-01-01"
MATCH (n)
WHERE n.first >= date($since)
RETURN n.name AS name, n.papers AS papers, n.first AS first
ORDER BY papers DESC, name
LIMIT 5

//// What must a newcomer know?
MATCH (p:Paper)-[:INTRODUCES|MENTIONS]->(n)
WHERE n.key STARTS WITH 'method:' OR n.key STARTS WITH 'model:'
RETURN n.name AS name, count(DISTINCT p) AS papers
ORDER BY papers DESC, name
LIMIT 5

//// Which node has this name?
// $name = "language models"
MATCH (n)
WHERE n.name = $name OR $name IN n.aliases
RETURN n.key AS key, n.name AS name, n.papers AS papers
ORDER BY papers DESC, key
