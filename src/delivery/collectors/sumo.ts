import type { Key } from '../../core/group.js';
import type { SumoOptions } from '../delivery-options.js';
import type { Preset } from '../settings.js';
import { sumoFields } from './sumo-fields.js';

export type SumoDeps = {
  /** Makes a function of the aggregator key out of a template; `option` names it in errors. */
  compile(template: string, option: string): (key: Key) => string;
  /** Hears why a header was changed. */
  onMended(reason: string): void;
};

/**
 * The preset for Sumo Logic's HTTP Logs Source: JSON lines, gzip, and metadata as headers, as its own exporter does it
 * (https://help.sumologic.com/docs/send-data/hosted-collectors/http-source/logs-metrics/upload-logs/).
 * A header whose text comes out empty is left out: the source's own setting holds.
 */
export const sumoPreset = ({ name, category, host, fields = {} }: SumoOptions, { compile, onMended }: SumoDeps): Preset => {
  const texts = Object.entries({ 'x-sumo-name': name, 'x-sumo-category': category, 'x-sumo-host': host }).flatMap(([header, template]) =>
    template === undefined ? [] : [{ header, of: compile(template, `collector.${header.slice('x-sumo-'.length)}`) }],
  );
  const pairs = Object.entries(fields).map(([field, template]) => ({ field, of: compile(template, `collector.fields.${field}`) }));

  const headers = (key: Key): Record<string, string> => {
    const given = texts.map(({ header, of }) => [header, of(key)] as const);
    const sumo = sumoFields(
      pairs.map(({ field, of }) => [field, of(key)] as const),
      onMended,
    );
    return Object.fromEntries([['x-sumo-client', 'logferry'], ...given, ['x-sumo-fields', sumo]].filter(([, text]) => text !== ''));
  };

  return { format: 'lines', compression: { type: 'gzip', level: 1 }, headers };
};
