CREATE CONSTRAINT paper_key IF NOT EXISTS FOR (n:`Paper`) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT method_key IF NOT EXISTS FOR (n:`Method`) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT model_key IF NOT EXISTS FOR (n:`Model`) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT dataset_key IF NOT EXISTS FOR (n:`Dataset`) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT benchmark_key IF NOT EXISTS FOR (n:`Benchmark`) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT task_key IF NOT EXISTS FOR (n:`Task`) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT metric_key IF NOT EXISTS FOR (n:`Metric`) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT result_key IF NOT EXISTS FOR (n:`Result`) REQUIRE n.key IS UNIQUE;
UNWIND [
  {key: 'paper:2401.00001', title: 'Fjord: Cold Starts for Language Models', abstract: 'We present Fjord. Fjord beats O\'Brien-7B "by far" on IceBench, at 71.5\\%.', date: date('2024-01-02'), authors: ['Ada Øre', 'José Núñez'], categories: ['cs.CL', 'cs.LG'], url: 'https://example.org/abs/2401.00001?v=1&x=2', annotation: '{"paper":"2401.00001"}'},
  {key: 'paper:hep-th/9901001', title: 'A look back at {Fjord} \\& friends <b>now</b>', abstract: 'Fjord is worse than O\'Brien-7B.', date: date('2024-03-04'), authors: [], categories: [], annotation: '{"paper":"hep-th/9901001"}'}
] AS row
MERGE (n:`Paper` {key: row.key}) SET n = row;
UNWIND [
  {key: 'method:fjord', name: 'Fjord', aliases: ['FJ; or, cold start', 'فيورد'], papers: 2, first: date('2024-01-02'), last: date('2024-03-04'), type_votes: ['Method=2']}
] AS row
MERGE (n:`Method` {key: row.key}) SET n = row;
UNWIND [
  {key: 'model:o-brien-7b', name: 'O\'Brien-7B', aliases: [], papers: 2, first: date('2024-01-02'), last: date('2024-03-04'), type_votes: ['Method=1', 'Model=1']}
] AS row
MERGE (n:`Model` {key: row.key}) SET n = row;
UNWIND [
  {key: 'benchmark:icebench', name: 'IceBench 🧊', aliases: ['the "Ice" `Bench`'], papers: 1, type_votes: ['Benchmark=1']}
] AS row
MERGE (n:`Benchmark` {key: row.key}) SET n = row;
UNWIND [
  {key: 'result:2401.00001:100:fjord:icebench', value: '71.5\\%', number: 71.5, unit: '%'},
  {key: 'result:2401.00001:120', value: 'two orders'}
] AS row
MERGE (n:`Result` {key: row.key}) SET n = row;
UNWIND [
  {head: 'paper:2401.00001', tail: 'method:fjord', properties: {support: 1, confidence: 0.9, sentence: 'We present Fjord.', first: date('2024-01-02'), last: date('2024-01-02'), papers: ['2401.00001'], sentences: ['We present Fjord.'], start_offsets: [39], end_offsets: [56], confidences: [0.9], outcomes: ['']}}
] AS row
MATCH (a:`Paper` {key: row.head}), (b:`Method` {key: row.tail})
MERGE (a)-[e:`INTRODUCES`]->(b) SET e = row.properties;
UNWIND [
  {head: 'paper:hep-th/9901001', tail: 'method:fjord', properties: {support: 1, confidence: 0.75, sentence: 'Fjord is worse than O\'Brien-7B.', first: date('2024-03-04'), last: date('2024-03-04'), papers: ['hep-th/9901001'], sentences: ['Fjord is worse than O\'Brien-7B.'], start_offsets: [45], end_offsets: [76], confidences: [0.75], outcomes: ['']}}
] AS row
MATCH (a:`Paper` {key: row.head}), (b:`Method` {key: row.tail})
MERGE (a)-[e:`MENTIONS`]->(b) SET e = row.properties;
UNWIND [
  {head: 'method:fjord', tail: 'benchmark:icebench', properties: {support: 1, confidence: 0.5, sentence: 'Fjord beats O\'Brien-7B "by far" on IceBench, at 71.5\\%.', first: date('2024-01-02'), last: date('2024-01-02'), papers: ['2401.00001'], sentences: ['Fjord beats O\'Brien-7B "by far" on IceBench, at 71.5\\%.'], start_offsets: [57], end_offsets: [112], confidences: [0.5], outcomes: ['']}}
] AS row
MATCH (a:`Method` {key: row.head}), (b:`Benchmark` {key: row.tail})
MERGE (a)-[e:`EVALUATED_ON`]->(b) SET e = row.properties;
UNWIND [
  {head: 'method:fjord', tail: 'model:o-brien-7b', properties: {support: 2, confidence: 0.875, outcome: 'unstated', sentence: 'Fjord beats O\'Brien-7B "by far" on IceBench, at 71.5\\%.', first: date('2024-01-02'), last: date('2024-03-04'), papers: ['2401.00001', 'hep-th/9901001'], sentences: ['Fjord beats O\'Brien-7B "by far" on IceBench, at 71.5\\%.', 'Fjord is worse than O\'Brien-7B.'], start_offsets: [57, 45], end_offsets: [112, 76], confidences: [0.75, 0.5], outcomes: ['better', 'worse']}}
] AS row
MATCH (a:`Method` {key: row.head}), (b:`Model` {key: row.tail})
MERGE (a)-[e:`COMPARED_WITH`]->(b) SET e = row.properties;
UNWIND [
  {head: 'result:2401.00001:100:fjord:icebench', tail: 'method:fjord', properties: {support: 1, confidence: 0.625, sentence: 'Fjord beats O\'Brien-7B "by far" on IceBench, at 71.5\\%.', first: date('2024-01-02'), last: date('2024-01-02'), papers: ['2401.00001'], sentences: ['Fjord beats O\'Brien-7B "by far" on IceBench, at 71.5\\%.'], start_offsets: [57], end_offsets: [112], confidences: [0.625], outcomes: ['']}}
] AS row
MATCH (a:`Result` {key: row.head}), (b:`Method` {key: row.tail})
MERGE (a)-[e:`OF`]->(b) SET e = row.properties;
UNWIND [
  {head: 'result:2401.00001:100:fjord:icebench', tail: 'benchmark:icebench', properties: {support: 1, confidence: 0.625, sentence: 'Fjord beats O\'Brien-7B "by far" on IceBench, at 71.5\\%.', first: date('2024-01-02'), last: date('2024-01-02'), papers: ['2401.00001'], sentences: ['Fjord beats O\'Brien-7B "by far" on IceBench, at 71.5\\%.'], start_offsets: [57], end_offsets: [112], confidences: [0.625], outcomes: ['']}}
] AS row
MATCH (a:`Result` {key: row.head}), (b:`Benchmark` {key: row.tail})
MERGE (a)-[e:`ON`]->(b) SET e = row.properties;
