// Figures as Prometheus reads them: the text exposition format, version 0.0.4.

export type Labels = Readonly<Record<string, string>>;

export interface Sample {
  readonly value: number;
  readonly labels?: Labels;
  /** `sum`, `count` of a summary; appended to the family's name. */
  readonly suffix?: string;
}

export interface MetricFamily {
  /** With its unit, base units only: `masthead_uptime_seconds`, `masthead_received_bytes_total`. */
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'summary';
  readonly samples: readonly Sample[];
}

export const PROMETHEUS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

export const gauge = (name: string, help: string, samples: readonly Sample[] | number): MetricFamily =>
  family('gauge', name, help, samples);

/** @param name ends in `_total` */
export const counter = (name: string, help: string, samples: readonly Sample[] | number): MetricFamily =>
  family('counter', name, help, samples);

/** A family without samples is left out: Prometheus takes an announced one without any for a mistake. */
export function writeMetrics(families: readonly MetricFamily[]): string {
  return families
    .filter(({ samples }) => samples.length > 0)
    .map(writeFamily)
    .join('');
}

function family(
  type: MetricFamily['type'],
  name: string,
  help: string,
  samples: readonly Sample[] | number,
): MetricFamily {
  return { name, help, type, samples: typeof samples === 'number' ? [{ value: samples }] : samples };
}

function writeFamily({ name, help, type, samples }: MetricFamily): string {
  const lines = samples.map(({ value, labels = {}, suffix }) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`);
    return `${name}${suffix ? `_${suffix}` : ''}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${writeValue(value)}\n`;
  });
  return `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function writeValue(value: number): string {
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '-Inf' : String(value);
}

const escapeHelp = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
const escapeLabel = (text: string): string => escapeHelp(text.toWellFormed()).replaceAll('"', '\\"');
