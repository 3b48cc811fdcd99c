// Written by `UPDATE_TYPES=1 cargo test -p promwright-wasm`.

export type Request = { 
/**
 * The manifests; documents are separated by `---`.
 */
text: string, 
/**
 * The Prometheus version, such as `v3.13.1`. Default: the version of each Prometheus object.
 */
prometheusVersion: string | null, 
/**
 * Do not assume that anything exists that is not in the text.
 */
strict: boolean, };

export type Answer = { 
/**
 * One for each Prometheus and PrometheusAgent.
 */
configurations: Array<Configuration>, 
/**
 * The findings, in the order of the text.
 */
problems: Array<Problem>, };

export type Configuration = { 
/**
 * `Kind namespace/name`.
 */
instance: string, 
/**
 * The generated configuration. `null` if the operator generates none; a problem says why.
 */
text: string | null, 
/**
 * The scrape resources, and whether each is in the configuration.
 */
resources: Array<Resource>, };

export type Resource = { 
/**
 * `Kind namespace/name`.
 */
name: string, 
/**
 * `accepted`: it is in the configuration. `not-selected`: the selectors do not match it. `rejected`: they match it, and the
 * operator leaves it out.
 */
state: string, 
/**
 * Why it is not in the configuration.
 */
reason: string | null, };

export type Problem = { 
/**
 * The code of the rule, such as `schema/unknown-field`. Codes are stable.
 */
code: string, 
/**
 * `error`, `warning` or `information`.
 */
severity: string, 
/**
 * The layer that reports it: `yaml`, `schema`, `cel`, `operator`, `prometheus`, `targets` or `lint`.
 */
layer: string, 
/**
 * The object: `Kind namespace/name`. `null` if the problem is not about an object.
 */
object: string | null, 
/**
 * The path of the field in the object, or empty.
 */
path: string, 
/**
 * The range in the text. `null` if the problem has no place in the text.
 */
range: Range | null, 
/**
 * What is wrong.
 */
message: string, 
/**
 * What the system that objects says itself.
 */
says: string | null, 
/**
 * What happens because of it.
 */
effect: string | null, 
/**
 * What to do.
 */
help: string | null, 
/**
 * A safe change that removes the problem.
 */
fix: Fix | null, };

export type Range = { 
/**
 * The offset of the first code unit.
 */
from: number, 
/**
 * The offset after the last code unit.
 */
to: number, 
/**
 * The line of the first code unit, from 1.
 */
line: number, 
/**
 * The column of the first code unit, from 1.
 */
column: number, };

export type Question = { "line": number } | { "place": number };

export type Origin = { 
/**
 * How the field produces the lines: `field`, `scrape-class`, `enforcement`, `version`, `data` or `default`.
 */
cause: string, 
/**
 * The object that has the field: `Kind namespace/name`.
 */
object: string, 
/**
 * The path of the field: `spec.relabelings[0].regex`.
 */
path: string, 
/**
 * The range in the text. `null` if the field is not in the text.
 */
range: Range | null, 
/**
 * The lines that the field produces, counted from 1; for a question about a line, only that line.
 */
lines: Array<number>, };

export function evaluate(request: Partial<Request>): Answer;

export function trace(request: Partial<Request>, instance: string, question: Question): Array<Origin>;
