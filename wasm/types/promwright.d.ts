// Written by `UPDATE_TYPES=1 cargo test -p promwright-wasm`.

export type Request = { 
/**
 * The manifests, documents separated by `---`.
 */
text: string, 
/**
 * The version of Prometheus, such as `v3.13.1`; that of the Prometheus objects where it is not set.
 */
prometheusVersion: string | null, 
/**
 * Take nothing for granted that is not in the text.
 */
strict: boolean, };

export type Answer = { 
/**
 * One for each Prometheus and PrometheusAgent.
 */
configurations: Array<Configuration>, 
/**
 * What there is to say, in the order of the text.
 */
problems: Array<Problem>, };

export type Configuration = { 
/**
 * `Kind namespace/name`.
 */
instance: string, 
/**
 * The text, or nothing where the operator writes none: a problem says why.
 */
text: string | null, 
/**
 * What became of each resource.
 */
resources: Array<Resource>, };

export type Resource = { 
/**
 * `Kind namespace/name`.
 */
name: string, 
/**
 * Whether it is part of the configuration.
 */
taken: boolean, 
/**
 * Why it is not.
 */
reason: string | null, };

export type Problem = { 
/**
 * The stable name of what it is about, such as `unknown-field`.
 */
code: string, 
/**
 * `error`, `warning` or `information`.
 */
severity: string, 
/**
 * Who says it: `yaml`, `schema`, `cel`, `selection` or `generation`.
 */
layer: string, 
/**
 * `Kind namespace/name`, or nothing where it is about no object.
 */
object: string | null, 
/**
 * The field within the object, or empty.
 */
path: string, 
/**
 * Where it stands, or nothing where it stands nowhere in the text.
 */
range: Range | null, 
/**
 * What was found.
 */
message: string, 
/**
 * What to do.
 */
help: string | null, };

export type Range = { 
/**
 * The first unit.
 */
from: number, 
/**
 * The unit after the last one.
 */
to: number, 
/**
 * The line of the first unit, from 1.
 */
line: number, 
/**
 * Its column, from 1.
 */
column: number, };

export type Question = { "line": number } | { "place": number };

export type Origin = { 
/**
 * How it makes them: `field`, `scrape-class`, `enforcement`, `version`, `data` or `default`.
 */
cause: string, 
/**
 * The object that has the field: `Kind namespace/name`.
 */
object: string, 
/**
 * The field: `spec.relabelings[0].regex`.
 */
path: string, 
/**
 * Where it stands, or nothing where it stands nowhere in the text.
 */
range: Range | null, 
/**
 * Those of the lines that were asked about, counted from 1.
 */
lines: Array<number>, };

export function evaluate(request: Partial<Request>): Answer;

export function trace(request: Partial<Request>, instance: string, question: Question): Array<Origin>;
