import * as v from 'valibot';

const template = v.optional(v.string('must be a text; placeholders such as {key.tenant} may stand in it'));

export const sumoSchema = v.strictObject({
  type: v.literal('sumo', "must be 'sumo'; for a plain webhook leave `collector` out"),
  name: template,
  category: template,
  host: template,
  fields: v.optional(v.record(v.string(), v.string('must be a text; placeholders such as {key.tenant} may stand in it'))),
});

/** A Sumo Logic HTTP Logs Source; the url is the source's address. Placeholders such as `{key.tenant}` may stand in each text. */
export type SumoOptions = {
  readonly type: 'sumo';
  /** `X-Sumo-Name`: name of the source. */
  readonly name?: string | undefined;
  /** `X-Sumo-Category`: category of the source. */
  readonly category?: string | undefined;
  /** `X-Sumo-Host`: host of the source. */
  readonly host?: string | undefined;
  /** `X-Sumo-Fields`: up to 30 fields. Those that the account's field schema does not have are dropped by Sumo Logic. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
};
